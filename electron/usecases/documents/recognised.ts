import { documentType } from '../../../shared/codes/index.ts';
import { proposeDocument, type DocumentSources } from '../../../shared/domain/documents/propose.ts';
import { defaultVisibility } from '../../../shared/domain/documents/visibility.ts';
import type { DocumentForm, DocumentProposal, RecognisedPlace } from '../../../shared/domain/record/document.ts';
import type { PatientFile } from '../../../shared/domain/record/patient.ts';

/** What a document of this record is proposed to be. */
export function proposalFor(patient: PatientFile, from: Omit<DocumentSources, 'patient'>): DocumentProposal {
  const { birthName, usedName, birthFirstNames, usedFirstName, birthDate } = patient;
  const names = [birthName, usedName, birthFirstNames, usedFirstName].flatMap((name) => name ?? []);
  return proposeDocument({ ...from, patient: { names, birthDate } }, (code) => documentType(code)?.dmp === true);
}

/** What was proposed at the drop, as far as the text read since does not say better. */
export function proposedSince(before: DocumentProposal, read: DocumentProposal): DocumentProposal {
  const types = [...new Set([...read.types, ...before.types])].slice(0, Math.max(read.types.length, before.types.length));
  return {
    title: read.title.from === 'text' ? read.title : before.title,
    date: read.date.from === 'text' ? read.date : before.date,
    type: read.type.from === 'text' ? read.type : before.type,
    types: read.type.from === 'text' ? types : before.types,
  };
}

/** A form with what is proposed now, where it still says what was proposed before. */
export function formSince(form: DocumentForm, before: DocumentProposal, now: DocumentProposal): DocumentForm {
  const type = form.type === before.type.value ? now.type.value : form.type;
  return {
    ...form,
    title: form.title === before.title.value ? now.title.value : form.title,
    date: form.date === before.date.value ? now.date.value : form.date,
    type,
    visibility: form.visibility === visibilityFor(form.type) ? visibilityFor(type) : form.visibility,
  };
}

/** What a type is proposed to be seen by. */
export function visibilityFor(code: string | null): DocumentForm['visibility'] {
  const type = code === null ? null : documentType(code);
  return type === null ? 'visible' : defaultVisibility(type);
}

/** Where each field of a form was read, as long as it says what was read there. */
export function recognisedIn(
  form: DocumentForm,
  proposal: DocumentProposal | null,
): { title: RecognisedPlace | null; date: RecognisedPlace | null; type: RecognisedPlace | null } {
  if (proposal === null) return { title: null, date: null, type: null };
  const { title, date, type } = proposal;
  return {
    title: form.title === title.value ? title.from : null,
    date: form.date === date.value ? date.from : null,
    type: form.type === type.value ? type.from : null,
  };
}
