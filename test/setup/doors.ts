import { afterAll } from 'vitest';
import { forkService } from '../../electron/card/fork.ts';
import { startDoors } from '../../electron/doors/client.ts';

/** The door process of a test file, started at its first use. */
export const doors = startDoors((entry) => forkService(entry, {}));

afterAll(() => doors.close());
