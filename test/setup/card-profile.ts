import { z } from 'zod';

/**
 * The card of the tests that open a session (`POSTE_TEST_CARD`): the file card by default, which needs nothing of the
 * system, or the virtual card of one generation behind its PKCS#11 module (test/sandbox/shim).
 */
const CARD_PROFILES = ['file', 'CPS3', 'CPS4'] as const;
export type CardProfile = (typeof CARD_PROFILES)[number];

/** @throws ZodError for an unknown profile: never another card than the one asked for. */
export const cardProfile: CardProfile = z.enum(CARD_PROFILES).parse(process.env['POSTE_TEST_CARD'] ?? 'file');

/** Passes of the whole suite over {@link ON_EVERY_CARD} and {@link JOURNEYS_ON_EVERY_CARD}. */
export const VIRTUAL_PROFILES = ['CPS3', 'CPS4'] as const satisfies readonly CardProfile[];

/**
 * Test files that open a session with the card of the profile. The others have no card, or one of their own: the
 * adapters (test/integration/card), and card-virtual*.test.ts, which play both generations by themselves.
 */
export const ON_EVERY_CARD = 'test/faults/!(card-virtual*).test.ts';

/**
 * Of those, what the generation of the card decides nothing of: doors of documents and of services, rules of identity,
 * certificates judged before the PIN, a login that is parked. The suite plays
 * them on one generation, unless every card is asked for everything (`POSTE_EVERY_CARD=1`, as before a release).
 */
export const ON_ONE_CARD = 'test/faults/{certificates,dmp,documents,doors,hostile,identity,insi,lights,mss,parked,undo}.test.ts';

/** Journeys in the browser where the card shows: PIN, removal, another card, both channels under it. */
export const JOURNEYS_ON_EVERY_CARD: readonly string[] = ['main-job.spec.ts', 'keyboard.spec.ts', 'lock.spec.ts'];

/** Of those, what the generation decides nothing of: played on one. */
export const JOURNEYS_ON_ONE_CARD: readonly string[] = ['keyboard.spec.ts'];

/** Of those, what the file card has to itself: tries, removal and replacement are files of its own. */
export const JOURNEYS_ON_FILE_CARD_TOO: readonly string[] = ['lock.spec.ts'];
