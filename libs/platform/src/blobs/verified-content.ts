import { createHash } from 'node:crypto';
import { Transform, type TransformCallback } from 'node:stream';
import type { KeptContent } from './blob-contents.js';

/**
 * Lets content through and checks that it is what was kept. The last piece waits until the digest is right: what was changed on the disk
 * ends in an error before its end, never in a whole file that is wrong.
 */
export class VerifiedContent extends Transform {
  private readonly hash = createHash('sha256');
  private held: Buffer | null = null;
  private seen = 0;

  constructor(private readonly kept: KeptContent) {
    super();
  }

  override _transform(piece: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    this.hash.update(piece);
    this.seen += piece.length;
    if (this.held) this.push(this.held);
    this.held = piece;
    done();
  }

  override _flush(done: TransformCallback): void {
    const whole = this.seen === this.kept.bytes && this.hash.digest('hex') === this.kept.digest;
    if (!whole) return done(new Error(`the content ${this.kept.digest} is not what was kept`));
    if (this.held) this.push(this.held);
    done();
  }
}
