import { applicationErrors } from './application.ts';
import { cardErrors } from './card.ts';
import { cdaErrors } from './cda.ts';
import { cliErrors } from './cli.ts';
import { configErrors } from './config.ts';
import { datamatrixErrors } from './datamatrix.ts';
import { delegationErrors } from './delegation.ts';
import { dmpErrors } from './dmp.ts';
import { documentsErrors } from './documents.ts';
import { identityErrors } from './identity.ts';
import { importsErrors } from './imports.ts';
import { insiErrors } from './insi.ts';
import { mssErrors } from './mss.ts';
import { netErrors } from './net.ts';
import { patientsErrors } from './patients.ts';
import { pdfErrors } from './pdf.ts';
import { pkiErrors } from './pki.ts';
import { pscErrors } from './psc.ts';
import { patientWordErrors } from './patient-word.ts';
import { rightsErrors } from './rights.ts';
import { samlErrors } from './saml.ts';
import { sendingErrors } from './sending.ts';
import { sessionErrors } from './session.ts';
import { storeErrors } from './store.ts';
import { vitaleErrors } from './vitale.ts';
import { xdmErrors } from './xdm.ts';
import { xdsErrors } from './xds.ts';
import { xmlErrors } from './xml.ts';
import type { ErrorDefinition } from './define.ts';

const areas = {
  ...applicationErrors,
  ...cardErrors,
  ...cdaErrors,
  ...cliErrors,
  ...configErrors,
  ...datamatrixErrors,
  ...delegationErrors,
  ...dmpErrors,
  ...documentsErrors,
  ...identityErrors,
  ...importsErrors,
  ...insiErrors,
  ...mssErrors,
  ...netErrors,
  ...patientsErrors,
  ...pdfErrors,
  ...pkiErrors,
  ...pscErrors,
  ...patientWordErrors,
  ...rightsErrors,
  ...samlErrors,
  ...sendingErrors,
  ...sessionErrors,
  ...storeErrors,
  ...vitaleErrors,
  ...xdmErrors,
  ...xdsErrors,
  ...xmlErrors,
};

/** Every code of the application. */
export type ErrorCode = keyof typeof areas;

/** The one table: what each code says, and what follows from it. */
export const errors: Readonly<Record<ErrorCode, ErrorDefinition>> = areas;

/** Whether a text that came from outside (another process, a file, another version) is a code of this application. */
export const isErrorCode = (text: string): text is ErrorCode => Object.hasOwn(errors, text);
