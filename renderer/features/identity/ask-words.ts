import type { PatientView } from '../../../shared/contract/patients.ts';
import { prohibitions } from '../../../shared/domain/identity/status.ts';
import { frenchDay } from '../../ui/format.ts';
import { identityText as words } from './text.ts';

/** What is said of INSi while it has nothing to show: why it is not asked, what asking does, or when its traits were accepted. */
export function askWords({ status, attributes, traits, insiAt }: Pick<PatientView, 'status' | 'attributes' | 'traits' | 'insiAt'>): string {
  if (prohibitions(status, attributes, traits).insiCall) return attributes.doubtful || attributes.fictive ? words.askHeld : words.askSex;
  return insiAt === null ? words.askHelp : words.answered(frenchDay(insiAt));
}
