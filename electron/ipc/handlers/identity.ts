import { printDocument, printIdentity } from '../../usecases/datamatrix/print-identity.ts';
import { readDatamatrix } from '../../usecases/datamatrix/read-datamatrix.ts';
import { viewPatient } from '../../usecases/patients/view.ts';
import { pickBeneficiary } from '../../usecases/vitale/pick.ts';
import { createApart } from '../../usecases/worklists/create-apart.ts';
import { getWorklists } from '../../usecases/worklists/get-worklists.ts';
import { settleConflict } from '../../usecases/worklists/settle-conflict.ts';
import type { Handlers } from '../bridge.ts';
import { done, type HandlersParts } from './parts.ts';

type IdentityCalls =
  | Extract<keyof Handlers, `vitale.${string}` | `datamatrix.${string}` | `worklists.${string}` | `imports.${string}`>
  | 'patients.print'
  | 'documents.printIdentity';

/** What brings identities in or prints them (cards, datamatrix, files), and what asks for somebody's work. */
export function identityHandlers(parts: HandlersParts): Pick<Handlers, IdentityCalls> {
  const { office, desk, imports, insi, testOidsAllowed } = parts;
  const { store, now } = office;
  const view = viewPatient({ store, now, ageOfMajority: parts.proof.ageOfMajority, places: parts.places, carried: parts.carried });
  const printer = { ...parts.printer, offer: (bytes: Uint8Array) => parts.resources.offer({ type: 'application/pdf', bytes }) };
  const scan = readDatamatrix({ store, testOidsAllowed, readImage: parts.readImage });
  return {
    'worklists.get': getWorklists({ store, now, recheckYears: parts.recheckYears }),
    'worklists.settle': ({ conflict }) => done(settleConflict(office)(conflict)),

    'worklists.createApart': async ({ conflict }) => ({ id: await createApart(office)(conflict) }),

    'imports.list': () => imports.list(),
    'imports.columns': (input) => imports.columns(input),
    'imports.begin': (input) => imports.begin(input),
    'imports.push': ({ id, bytes }) => {
      // A long import is somebody's work: the session does not lock under it for want of a key or a click.
      parts.session.touch();
      return imports.push(id, bytes);
    },
    'imports.end': ({ id }) => imports.end(id),
    'imports.cancel': ({ id }) => imports.cancel(id),
    'imports.refused': async ({ id }) => {
      const file = await imports.refused(id);
      return file === null
        ? null
        : {
            url: parts.resources.offer({ type: 'application/octet-stream', bytes: file.bytes }),
            fileName: file.fileName,
            lines: file.lines,
          };
    },
    'imports.errors': ({ id, after, limit }) => imports.errors(id, after, limit),

    'vitale.current': () => desk.current(),
    'vitale.forget': () => {
      desk.forget();
      return Promise.resolve(null);
    },
    'vitale.pick': async (input, by) => {
      const { patientId, insi: outcome, insiError, warnings } = await pickBeneficiary({ ...office, ...insi, testOidsAllowed, desk })(input);
      const patient = await view(patientId);
      parts.readings.record(by, patientId);
      return { patient, insi: outcome, insiError, warnings: [...warnings] };
    },

    'datamatrix.read': async (code, by) => {
      const read = await scan(code);
      parts.readings.datamatrix(
        by,
        read.matches.map(({ id }) => id),
      );
      return read;
    },
    'patients.print': async (input) => ({ url: await printIdentity({ ...office, printer })(input) }),
    'documents.printIdentity': async ({ id }) => ({ url: await printDocument({ ...office, printer })(id) }),
  };
}
