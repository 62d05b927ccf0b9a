import type { OpenSession } from '../../session/session.ts';
import { requireSame } from '../../usecases/acting.ts';

interface OnceReadPorts {
  /** @throws PosteError SESSION_CLOSED */
  readonly session: () => OpenSession;
  /** The first page of a scan is read, or cannot be in time. */
  readonly firstPage: (id: string) => Promise<void>;
}

/**
 * An act on a document that may be a scan just added: its first page is read before. Whoever asked may have left meanwhile, and
 * somebody else come, who asked nothing and whose rights were not looked at.
 */
export const onceRead =
  <I extends { readonly id: string }>({ session, firstPage }: OnceReadPorts, run: (input: I) => Promise<unknown>) =>
  async (input: I, by: OpenSession): Promise<void> => {
    await firstPage(input.id);
    requireSame(by, session());
    await run(input);
  };
