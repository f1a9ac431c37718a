/** What PostgreSQL takes in one notification, less a little. Redis takes more, but what fits on one must fit on both. */
const MOST_BYTES = 7_900;
const AGENCY = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const TOPIC = /^[a-z-]{1,40}:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Ids and small facts; who hears them reads the rest under their own rights. */
export type LiveBody = Readonly<Record<string, unknown>>;

/**
 * What a topic is called on the wire. The agency is a part of the name, so a listener of one agency cannot name another's.
 * @param topic `<noun>:<uuid>`, for example `session:0198…`
 * @throws Error when either is of another form
 */
export function liveName(agencyId: string, topic: string): string {
  if (!AGENCY.test(agencyId)) throw new Error('an agency id must be a lower-case UUID');
  if (!TOPIC.test(topic)) throw new Error('a live topic must be <noun>:<uuid>');
  return `${agencyId}/${topic}`;
}

/** @throws Error when the message is more than a notification carries */
export function liveText(name: string, body: LiveBody): string {
  const text = JSON.stringify(body);
  const bytes = Buffer.byteLength(name) + 1 + Buffer.byteLength(text);
  if (bytes > MOST_BYTES) throw new Error(`a live message of ${bytes} bytes, at most ${MOST_BYTES}: send ids instead`);
  return text;
}
