import { Injectable } from '@nestjs/common';

/** Whether this process still serves but asks for no more work: from the signal that ends it until it has ended. */
@Injectable()
export class Draining {
  private started = false;

  get begun(): boolean {
    return this.started;
  }

  begin(): void {
    this.started = true;
  }
}
