import { defineTask } from '#platform';

/** Makes the files of an audit packet. */
export const makeAuditPacket = defineTask<{ packetId: string }>('make-audit-packet', { priority: 100 });
