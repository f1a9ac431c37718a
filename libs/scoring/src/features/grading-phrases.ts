/**
 * What is said of grading and of instructions to a grader, in languages other than English: phrases that nobody says to a person in crisis.
 * Single words such as "level" or "note" are left out, for those are said in car parks and at desks.
 */
const PHRASES: Record<string, readonly string[]> = {
  Spanish: [
    ...[
      'nota máxima',
      'máxima nota',
      'puntuación máxima',
      'máxima puntuación',
      'calificación máxima',
      'ignora la rúbrica',
    ],
    ...[
      'máxima calificación',
      'criterios de evaluación',
      'rúbrica de evaluación',
      'según la rúbrica',
      'ignore la rúbrica',
    ],
    ...['ignora las instrucciones', 'ignora todas las instrucciones', 'instrucciones anteriores', 'puntaje máximo'],
  ],
  French: [
    ...[
      'note maximale',
      'meilleure note possible',
      'grille d’évaluation',
      'ignorez la grille',
      'ignore la grille',
      'barème',
    ],
    ...['critères d’évaluation', 'ignorez les instructions', 'ignore les instructions', 'instructions précédentes'],
    ...['cher correcteur', 'merci, correcteur', 'score maximal', 'score maximum'],
  ],
  German: [
    ...[
      'bewertungsregeln',
      'bewertungskriterien',
      'bewertungsraster',
      'bewertungsmaßstab',
      'volle punktzahl',
      'höchste note',
    ],
    ...['höchste punktzahl', 'höchstpunktzahl', 'maximale punktzahl', 'bestnote', 'ignoriere alle anweisungen'],
    ...['ignoriere die anweisungen', 'vorherige anweisungen', 'vorherigen anweisungen', 'lieber prüfer'],
  ],
  Italian: [
    ...[
      'griglia di valutazione',
      'criteri di valutazione',
      'rubrica di valutazione',
      'punteggio massimo',
      'massimo punteggio',
    ],
    ...['voto massimo', 'massimo dei voti', 'ignora le istruzioni', 'istruzioni precedenti', 'punteggio pieno'],
  ],
  Portuguese: [
    ...[
      'pontuação máxima',
      'critérios de avaliação',
      'rubrica de avaliação',
      'ignore a rubrica',
      'ignore as instruções',
    ],
    ...['nota mais alta', 'instruções anteriores', 'nota maxima'],
  ],
  Dutch: [
    'beoordelingscriteria',
    'maximale score',
    'hoogste score',
    'volle punten',
    'negeer de instructies',
    'hoogste cijfer',
  ],
  Polish: [
    ...['najwyższą ocenę', 'najwyższa ocena', 'maksymalną ocenę', 'maksymalną liczbę punktów', 'kryteria oceny'],
    ...['kryteria oceniania', 'zignoruj rubrykę', 'zignoruj instrukcje', 'poprzednie instrukcje'],
  ],
  Russian: [
    ...[
      'высший балл',
      'высшую оценку',
      'наивысший балл',
      'наивысшую оценку',
      'максимальный балл',
      'максимальную оценку',
    ],
    ...[
      'критерии оценки',
      'игнорируй критерии',
      'игнорируй инструкции',
      'предыдущие инструкции',
      'уважаемый экзаменатор',
    ],
  ],
  Ukrainian: ['найвищий бал', 'найвищу оцінку', 'максимальний бал', 'критерії оцінювання', 'ігноруй інструкції'],
  Turkish: [
    'değerlendirme ölçüt',
    'değerlendirme kriter',
    'tam puan',
    'en yüksek puan',
    'en yüksek notu',
    'talimatları yok say',
  ],
  Swahili: ['vigezo vya tathmini', 'alama zote', 'alama za juu zaidi', 'puuza maagizo'],
  Vietnamese: ['tiêu chí chấm điểm', 'tiêu chí đánh giá', 'điểm tối đa', 'điểm cao nhất', 'bỏ qua hướng dẫn'],
  Indonesian: ['nilai maksimal', 'nilai tertinggi', 'kriteria penilaian', 'rubrik penilaian', 'abaikan instruksi'],
  Chinese: [
    '评分标准',
    '評分標準',
    '满分',
    '滿分',
    '最高分',
    '忽略指令',
    '忽略所有指令',
    '忽略之前的指令',
    '忽略以上指令',
  ],
  Japanese: ['評価基準', '採点基準', '満点', '最高点', '最高評価', '指示を無視'],
  Korean: ['채점 기준', '평가 기준', '만점', '최고 점수', '지시를 무시', '이전 지시'],
  Arabic: ['معايير التقييم', 'الدرجة الكاملة', 'العلامة الكاملة', 'أعلى درجة', 'تجاهل التعليمات'],
  Hebrew: ['ציון מלא', 'ציון מקסימלי', 'הציון הגבוה ביותר', 'מהמחוון', 'התעלם מההוראות'],
  Hindi: ['मूल्यांकन नियम', 'मूल्यांकन मानदंड', 'पूरे अंक', 'अधिकतम अंक', 'निर्देशों को अनदेखा'],
};

/** As phrases are compared: small letters without accents and curly quotes, one space between words. */
const folded = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/\p{Mn}/gu, '')
    .toLowerCase()
    .replaceAll('’', "'")
    .replace(/ı/g, 'i')
    .replace(/\s+/g, ' ');

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
/** Not in the middle of a word, where words are spaced apart; endings may follow. */
const GRADING = new RegExp(
  Object.values(PHRASES)
    .flat()
    .map((phrase) => {
      const plain = folded(phrase);
      return /^[\p{Script=Latin}\p{Script=Cyrillic}]/u.test(plain)
        ? String.raw`(?<!\p{L})${escaped(plain)}`
        : escaped(plain);
    })
    .join('|'),
  'u',
);

/** Whether words speak of the grading in another language than English. Any string is accepted. */
export function speaksOfGrading(text: string): boolean {
  return GRADING.test(folded(text));
}
