import { canonicalJson } from '#platform';
import { evaluate } from '../evaluation/evaluate.js';
import type { ComplianceStatus, Evaluation } from '../evaluation/evaluation.js';
import { csvCell } from '../exports/formats/csv.js';
import { column, type Cell, type Column } from '../exports/formats/table.js';
import { STATUSES } from '../reports/compliance-enums.js';
import type { SnapshotHead, SnapshotKind, SnapshotMember } from './snapshot.js';

/** Both files of a report. The same head and members in the same order are the same bytes. */
export interface SnapshotFiles {
  /** One object with `about`, and `rows` a line each. */
  json: Buffer;
  /** RFC 4180, without a byte order mark. */
  csv: Buffer;
}

const PERSON = [
  ...[column('memberId'), column('boardId'), column('familyName'), column('givenName'), column('badgeNumber')],
  column('orgUnit'),
];
const COLUMNS: Readonly<Record<SnapshotKind, readonly Column[]>> = {
  DASHBOARD: [column('mandateCode'), column('orgUnit'), column('status'), column('members', 'NUMBER')],
  STATUS_LIST: [
    ...PERSON,
    ...[column('mandateCode'), column('status'), column('windowFrom', 'DAY'), column('windowTo', 'DAY')],
    ...[column('dueOn', 'DAY'), column('nextChangeOn', 'DAY'), column('nextStatus'), column('missing')],
  ],
  MEMBER: [
    ...[column('mandateCode'), column('status'), column('requirementId'), column('requirement'), column('unit')],
    ...[column('needed', 'NUMBER'), column('earned', 'NUMBER'), column('pending', 'NUMBER'), column('short', 'NUMBER')],
    ...[column('requirementStatus'), column('dueOn', 'DAY')],
  ],
};

/** Puts a report together, member after member, by nothing but what it is given. */
export class SnapshotReport {
  private readonly rows: string[] = [];
  private readonly lines: string[] = [];
  private readonly counts = new Map<string, number>();
  members = 0;

  constructor(private readonly head: SnapshotHead) {}

  add(member: SnapshotMember): void {
    this.members += 1;
    const { facts, entries, planned, under } = member;
    for (const { code, body, policy } of this.head.mandates) {
      const input = { facts, entries, planned, policy, ...under[code]! };
      const evaluation = evaluate({ ...input, timezone: this.head.agency.timezone }, body, this.head.asOf);
      this.told(member, code, evaluation);
    }
  }

  files(): SnapshotFiles {
    if (this.head.kind === 'DASHBOARD') this.counted();
    const { mandates, ...about } = this.head;
    const judgedBy = mandates.map(({ code, version, digest }) => ({ code, version, digest }));
    const head = canonicalJson({ ...about, mandates: judgedBy, members: this.members });
    const names = COLUMNS[this.head.kind].map(({ name }) => name).join(',');
    return {
      json: Buffer.from(`{"about":${head},"rows":[\n${this.rows.join(',\n')}\n]}\n`),
      csv: Buffer.from(`${names}\r\n${this.lines.join('')}`),
    };
  }

  private told(member: SnapshotMember, mandateCode: string, evaluation: Evaluation): void {
    const { id: memberId, boardId, familyName, givenName, badgeNumber, orgUnit } = member;
    const person = { memberId, boardId, familyName, givenName, badgeNumber, orgUnit };
    const { status, windowFrom, windowTo, dueOn, nextChangeOn, nextStatus, nodes } = evaluation;
    switch (this.head.kind) {
      case 'DASHBOARD': {
        const key = canonicalJson([mandateCode, orgUnit, status]);
        this.counts.set(key, (this.counts.get(key) ?? 0) + 1);
        return;
      }
      case 'STATUS_LIST': {
        const labels = new Map(nodes.map(({ id, label, unit }) => [id, `${unit} ${label}`]));
        const missing = evaluation.missing.map(({ nodeId, short }) => `${short} ${labels.get(nodeId) ?? nodeId}`);
        const judged = { mandateCode, status, windowFrom, windowTo, dueOn, nextChangeOn, nextStatus };
        this.row({ ...person, ...judged, missing }, [
          ...[memberId, boardId, familyName, givenName, badgeNumber, orgUnit, mandateCode, status, windowFrom],
          ...[windowTo, dueOn, nextChangeOn, nextStatus, missing.join('; ') || null],
        ]);
        return;
      }
      case 'MEMBER': {
        this.rows.push(canonicalJson({ ...person, mandateCode, evaluation }));
        for (const node of nodes) {
          this.line([
            ...[mandateCode, status, node.id, node.label, node.unit, node.needed, node.earned, node.pending],
            ...[node.short, node.status, node.dueOn],
          ]);
        }
      }
    }
  }

  /** By mandate, org unit and status, those without a unit first. */
  private counted(): void {
    const all = [...this.counts].map(([key, members]) => {
      const [mandateCode, orgUnit, status] = JSON.parse(key) as [string, string | null, ComplianceStatus];
      return { mandateCode, orgUnit, status, members };
    });
    const place = ({ mandateCode, orgUnit, status }: (typeof all)[number]): string =>
      canonicalJson([mandateCode, orgUnit ?? '', String(STATUSES.indexOf(status)).padStart(2, '0')]);
    all.sort((a, b) => (place(a) < place(b) ? -1 : 1));
    for (const row of all) this.row(row, [row.mandateCode, row.orgUnit, row.status, row.members]);
  }

  private row(row: object, cells: readonly Cell[]): void {
    this.rows.push(canonicalJson(row));
    this.line(cells);
  }

  private line(cells: readonly Cell[]): void {
    const columns = COLUMNS[this.head.kind];
    this.lines.push(`${columns.map((one, at) => csvCell(cells[at] ?? null, one)).join(',')}\r\n`);
  }
}
