import { Module, type OnModuleInit } from '@nestjs/common';
import { Tasks } from '#platform';
import { SlmModule } from '#slm';
import { DirectionResolver } from './direction.resolver.js';
import { DirectionService } from './direction.service.js';
import { EndInTimeTask } from './end-in-time.task.js';
import { PinnedVersions } from './pinned-versions.js';
import { PlayTurnTask } from './play-turn.task.js';
import './session-event.entity.js';
import './session-note.entity.js';
import { SessionProgressResolver } from './session-progress.resolver.js';
import { SessionProgressService } from './session-progress.service.js';
import { SessionResolver } from './session.resolver.js';
import { SessionService } from './session.service.js';

@Module({
  imports: [SlmModule],
  providers: [
    PinnedVersions,
    SessionService,
    SessionResolver,
    SessionProgressService,
    SessionProgressResolver,
    DirectionService,
    DirectionResolver,
    PlayTurnTask,
    EndInTimeTask,
  ],
})
export class SessionsModule implements OnModuleInit {
  constructor(
    private readonly tasks: Tasks,
    private readonly playTurn: PlayTurnTask,
    private readonly endInTime: EndInTimeTask,
  ) {}

  onModuleInit(): void {
    this.tasks.handle(this.playTurn);
    this.tasks.handle(this.endInTime);
  }
}
