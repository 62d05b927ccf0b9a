import type { Actor } from './actor.ts';
import type { InformationMeans } from './information.ts';
import type { Instant } from './instant.ts';

/** Agreement to one opening of a DMP by somebody outside of the care team. */
export interface AgreementRecord {
  readonly patientId: string;
  readonly at: Instant;
  /** Who opens. */
  readonly reader: Actor;
  /** Who heard the patient. */
  readonly collector: Actor;
  readonly means: InformationMeans;
  /** National identifier of the reader's structure. */
  readonly structure: string;
}
