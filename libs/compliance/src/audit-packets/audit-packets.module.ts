import { Module, type OnModuleInit } from '@nestjs/common';
import { BlobsModule, OperationsModule, Tasks } from '#platform';
import './audit-packet-outcome.entity.js';
import './audit-packet.entity.js';
import { AuditPacketResolver } from './audit-packet.resolver.js';
import { AuditPacketService } from './audit-packet.service.js';
import './documents/presentation-document.entity.js';
import { PresentationDocumentResolver } from './documents/presentation-document.resolver.js';
import { PresentationDocumentService } from './documents/presentation-document.service.js';
import { MakeAuditPacketTask } from './make-audit-packet.task.js';

/** Proof for state auditors, as operations. */
@Module({
  imports: [BlobsModule, OperationsModule],
  providers: [
    AuditPacketResolver,
    AuditPacketService,
    MakeAuditPacketTask,
    PresentationDocumentResolver,
    PresentationDocumentService,
  ],
})
export class AuditPacketsModule implements OnModuleInit {
  constructor(
    private readonly tasks: Tasks,
    private readonly makeAuditPacket: MakeAuditPacketTask,
  ) {}

  onModuleInit(): void {
    this.tasks.handle(this.makeAuditPacket);
  }
}
