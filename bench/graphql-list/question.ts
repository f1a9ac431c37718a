/** A hundred objects of ten fields, as an LMS integration asks for them. */
export const QUESTION = `query Records($first: Int!) {
  trainingRecords(first: $first) {
    nodes { id traineeId hours categories courseCode delivery provider completedOn score recordedAt }
  }
}`;

export const FIRST = 100;
