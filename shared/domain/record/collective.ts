import type { Actor } from './actor.ts';
import type { InformationMeans, InformationPurpose } from './information.ts';
import type { Instant } from './instant.ts';

/** What a structure tells all of its patients, declared once. */
export interface CollectiveInformation {
  readonly id: string;
  /** National identifier. */
  readonly structure: string;
  readonly structureName: string;
  readonly means: Exclude<InformationMeans, 'oral' | 'collective'>;
  /** First day that it was there, `YYYY-MM-DD`. */
  readonly since: string;
  /** Version of the notice that patients see. */
  readonly notice: string;
  readonly purposes: readonly InformationPurpose[];
  readonly at: Instant;
  readonly by: Actor;
  /** Null while it is in force. */
  readonly withdrawn: { readonly at: Instant; readonly by: Actor } | null;
}
