import { UNEXPECTED } from '../../electron/doors/types.ts';
import { PosteError } from '../../shared/errors.ts';

/** What a door process may not do, by the detail of its answer: end by itself, say nothing, slip. */
const FAULTS = new RegExp(`^(exit|silence|no answer|${UNEXPECTED})`);

/** Says how a door process failed, by the name of what was thrown there. */
export class DoorFault extends Error {}

/** What was opened or refused apart. @throws DoorFault when the door process should have refused, and did something else */
export async function alive(opened: Promise<unknown>): Promise<void> {
  try {
    await opened;
  } catch (thrown) {
    if (thrown instanceof PosteError && FAULTS.test(thrown.detail ?? ''))
      throw new DoorFault(`door process: ${thrown.detail}`, { cause: thrown });
    throw thrown;
  }
}
