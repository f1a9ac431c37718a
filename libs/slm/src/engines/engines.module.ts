import { Global, Module, type DynamicModule } from '@nestjs/common';
import { LOGGER, oneTransaction, type Logger } from '#platform';
import { listEngines } from '../registry/engines.queries.js';
import { Fleet } from '../routing/fleet.js';
import { EngineRoster } from './engine-roster.js';
import { openClient, type ClientOptions } from './open-client.js';

export interface EnginesOptions extends ClientOptions {
  /** Whose registered engines this process talks to. */
  lanes: readonly string[];
  /** Logs in as `worker`: reads which engines are registered. */
  databaseUrl: string;
  /** Milliseconds; first words later than this make the process give an engine less at once. */
  firstTextTargetMs: number;
}

/** For a process that talks to engines: the API has none of this. `EngineRoster` must be started, and stopped after the last task. */
@Global()
@Module({})
export class EnginesModule {
  static forRoot(options: EnginesOptions): DynamicModule {
    const { lanes, databaseUrl, firstTextTargetMs } = options;
    const list = () => oneTransaction(databaseUrl, 'parley-engines', (tx) => listEngines(tx, lanes));
    return {
      module: EnginesModule,
      providers: [
        {
          provide: Fleet,
          inject: [LOGGER],
          useFactory: (logger: Logger) => new Fleet({ logger, lanes, firstTextTargetMs }),
        },
        {
          provide: EngineRoster,
          inject: [Fleet, LOGGER],
          useFactory: (fleet: Fleet, logger: Logger) =>
            new EngineRoster({ fleet, logger, list, open: (engine) => openClient(engine, options) }),
        },
      ],
      exports: [Fleet, EngineRoster],
    };
  }
}
