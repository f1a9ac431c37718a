import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import {
  Allow,
  connectionFrom,
  CurrentActor,
  decodeCursor,
  fromGlobalId,
  LoadsNode,
  PageArgs,
  payload,
  Public,
  rowsToFetch,
  TenantDb,
  toGlobalId,
  type Actor,
  type Payload,
} from '#platform';
import { deviceById, listDevices } from './device.queries.js';
import { DeviceService } from './device.service.js';
import {
  CreateEnrolmentCodeInput,
  Device,
  DeviceConnection,
  DevicePayload,
  EnrolDeviceInput,
  EnrolDevicePayload,
  EnrolmentCodePayload,
  InviteDeviceInput,
  RevokeDeviceInput,
} from './device.types.js';
import { MOST_PUSH_BYTES, MOST_RECORDS } from './protocol/limits.js';
import { PullService } from './pull.service.js';
import { PushService } from './push.service.js';
import { PulledAssignmentType, SyncPullArgs, SyncResultsInput, SyncResultsPayload } from './sync.types.js';

const INPUT = { description: 'What to do, and with what.' };

@Resolver(() => Device)
export class DeviceResolver {
  constructor(
    private readonly db: TenantDb,
    private readonly service: DeviceService,
    private readonly pulls: PullService,
    private readonly pushes: PushService,
  ) {}

  @Query(() => DeviceConnection, { description: 'The agency’s devices, oldest first.' })
  @Allow('device:read')
  async devices(@CurrentActor() actor: Actor, @Args() page: PageArgs) {
    const after = (decodeCursor(page.after, ['uuid'])?.[0] ?? null) as string | null;
    const reach = actor.reach('device:read');
    const rows = await this.db.read(actor, (tx) => listDevices(tx, reach, { after, limit: rowsToFetch(page) }));
    return connectionFrom(
      rows,
      page,
      (row) => [row.id],
      (row): Device => row,
    );
  }

  @LoadsNode('Device')
  async load(actor: Actor, uuid: string): Promise<Device | null> {
    return this.db.read(actor, (tx) => deviceById(tx, actor.reach('device:read'), uuid));
  }

  @Mutation(() => DevicePayload, { description: 'Invites a device; it enrols with a one-time code.' })
  @Allow('device:write', 'AGENCY')
  inviteDevice(
    @CurrentActor() actor: Actor,
    @Args('input', INPUT) input: InviteDeviceInput,
  ): Promise<Payload<DevicePayload>> {
    return payload(async () => {
      const { deviceId } = await this.service.invite(actor, input);
      return { device: await this.load(actor, deviceId) };
    });
  }

  @Mutation(() => EnrolmentCodePayload, {
    description: 'Makes a one-time enrolment code, and ends the device’s earlier ones.',
  })
  @Allow('device:write', 'AGENCY')
  createEnrolmentCode(
    @CurrentActor() actor: Actor,
    @Args('input', INPUT) input: CreateEnrolmentCodeInput,
  ): Promise<Payload<EnrolmentCodePayload>> {
    return payload(() => this.service.newCode(actor, fromGlobalId('Device', input.deviceId, 'input.deviceId')));
  }

  @Mutation(() => EnrolDevicePayload, {
    description: 'Enrols a device that holds a one-time code. Needs no token: the proof is one.',
  })
  @Public()
  enrolDevice(
    @CurrentActor() actor: Actor,
    @Args('input', INPUT) input: EnrolDeviceInput,
  ): Promise<Payload<EnrolDevicePayload>> {
    return payload(async () => {
      const { deviceId, receiptKeys, ...enrolled } = await this.service.enrol(input.proof, actor.requestId);
      return { ...enrolled, clientId: deviceId, receiptKeys: receiptKeys.map((key) => JSON.stringify(key)) };
    });
  }

  @Mutation(() => DevicePayload, { description: 'Revokes a device: its tokens die within 30 seconds.' })
  @Allow('device:write', 'AGENCY')
  revokeDevice(
    @CurrentActor() actor: Actor,
    @Args('input', INPUT) input: RevokeDeviceInput,
  ): Promise<Payload<DevicePayload>> {
    return payload(async () => {
      const deviceId = fromGlobalId('Device', input.deviceId, 'input.deviceId');
      await this.service.revoke(actor, { deviceId, lastTrustedSeq: input.lastTrustedSeq });
      return { device: await this.load(actor, deviceId) };
    });
  }

  @Query(() => [PulledAssignmentType], {
    description: 'The device’s own assignments with all that it needs to play them, oldest first.',
  })
  @Allow('device:sync')
  async syncPull(
    @CurrentActor() actor: Actor,
    @Args() { first, afterAssignmentId }: SyncPullArgs,
  ): Promise<PulledAssignmentType[]> {
    const after = afterAssignmentId == null ? null : fromGlobalId('Assignment', afterAssignmentId, 'afterAssignmentId');
    const pulled = await this.pulls.pull(actor, { after, limit: first });
    return pulled.map((one) => ({
      ...one,
      assignmentId: toGlobalId('Assignment', one.assignmentId),
      traineeId: toGlobalId('Member', one.traineeId),
    }));
  }

  @Mutation(() => SyncResultsPayload, {
    description: 'Takes signed records: each is stored once, and answered with a signed receipt.',
  })
  @Allow('device:sync')
  syncResults(
    @CurrentActor() actor: Actor,
    @Args('input', INPUT) input: SyncResultsInput,
  ): Promise<Payload<SyncResultsPayload>> {
    const limits = { maxRecords: MOST_RECORDS, maxBytes: MOST_PUSH_BYTES };
    return payload(async () => ({ ...(await this.pushes.push(actor, input)), ...limits }));
  }
}
