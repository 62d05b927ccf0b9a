import { ArrowLeft, User } from 'lucide-react';
import { useCallback, useState } from 'react';
import { FieldError, Form, Label, Radio, RadioGroup } from 'react-aria-components';
import type { Traits } from '../../../shared/contract/patients.ts';
import { call } from '../../app/client.ts';
import { put, useAnswer } from '../../app/queries.ts';
import { go } from '../../app/router.ts';
import { pathOf } from '../../app/routes.ts';
import { newPatientText as words, traitWords } from '../../text/patients.ts';
import { Button } from '../../ui/Button.tsx';
import { ErrorBox } from '../../ui/ErrorBox.tsx';
import { Field } from '../../ui/Field.tsx';
import { frenchDate, isoDate, typeDate } from '../../ui/format.ts';
import { Panel } from '../../ui/Panel.tsx';
import { tell } from '../../ui/Toasts.tsx';
import { identityMarks } from '../../ui/marks.ts';
import { Badge } from '../../ui/states.tsx';
import { useAction } from '../../ui/useAction.ts';
import { forgetPatientDraft, keepPatientDraft, keptPatientDraft, type PatientDraft } from './draft.ts';

type Errors = Partial<Record<keyof Traits, string>>;

/** What the form can say by itself; the rest is said by the application, on the field it is about. */
function problemsOf(draft: PatientDraft): Errors {
  return {
    ...(draft.birthName.trim() === '' ? { birthName: words.missing.birthName } : {}),
    ...(draft.birthFirstNames.trim() === '' ? { birthFirstNames: words.missing.birthFirstNames } : {}),
    ...(draft.sex === null ? { sex: words.missing.sex } : {}),
    ...(isoDate(draft.birthDate) === null ? { birthDate: words.missing.birthDate } : {}),
  };
}

const blank = (text: string): string | null => (text.trim() === '' ? null : text.trim());

/** Creates a record from the strict traits. Leaving keeps what was typed. */
export function NewPatientScreen() {
  const [draft, setDraft] = useState(keptPatientDraft);
  const [errors, setErrors] = useState<Errors>({});
  const change = (part: Partial<PatientDraft>): void => {
    const next = { ...draft, ...part };
    keepPatientDraft(next);
    setDraft(next);
    setErrors((before) => Object.fromEntries(Object.entries(before).filter(([trait]) => !(trait in part))));
  };
  const create = useAction(useCallback(async (_live: () => boolean, traits: Traits, from: PatientDraft) => {
    const patient = await call('patients.create', { traits, usedName: blank(from.usedName), usedFirstName: blank(from.usedFirstName) });
    put('patients.get', { id: patient.id }, patient);
    forgetPatientDraft();
    tell(words.created, 'quiet');
    go('patient-identite', patient.id);
  }, []));
  const submit = (): void => {
    const problems = problemsOf(draft);
    setErrors(problems);
    const birthDate = isoDate(draft.birthDate);
    if (Object.keys(problems).length > 0 || draft.sex === null || birthDate === null) return;
    void create.run({
      birthName: draft.birthName.trim(),
      birthFirstNames: draft.birthFirstNames.trim(),
      sex: draft.sex,
      birthDate,
      birthPlace: blank(draft.birthPlace),
    }, draft);
  };
  const answered = create.error?.path?.split('/').at(-1);
  const errorOf = (trait: keyof Traits): string | undefined =>
    errors[trait] ?? (answered === trait && create.error !== null ? `${create.error.message} ${create.error.action}` : undefined);
  const general = create.error !== null && !(answered !== undefined && answered in traitWords) ? create.error : null;
  return (
    <div
      className="page"
      data-split
      onKeyDown={(event) => {
        if (event.key === 'Escape') go('patients');
      }}
    >
      <Panel title={words.title} level={1} aside={<Button variant="ghost" icon={ArrowLeft} onPress={() => go('patients')}>{words.back}</Button>}>
        <Form
          className="form-grid"
          validationBehavior="aria"
          onSubmit={(event) => {
            event.preventDefault();
            submit();
          }}
        >
          <div className="form-intro"><h2>{words.strict}</h2><p>{words.strictHelp}</p></div>
          <Field label={traitWords.birthName} value={draft.birthName} onChange={(birthName) => change({ birthName })} error={errorOf('birthName')} autoFocus autoComplete="off" isRequired spellCheck="false" />
          <Field label={traitWords.birthFirstNames} value={draft.birthFirstNames} onChange={(birthFirstNames) => change({ birthFirstNames })} error={errorOf('birthFirstNames')} description={words.firstNamesHelp} autoComplete="off" isRequired spellCheck="false" />
          <RadioGroup className="field" value={draft.sex} onChange={(sex) => change({ sex: sex === 'F' ? 'F' : 'M' })} isInvalid={errorOf('sex') !== undefined} orientation="horizontal" isRequired>
            <Label>{words.sex}</Label>
            <div className="radio-line">
              <Radio value="F" className="radio-box">{words.female}</Radio>
              <Radio value="M" className="radio-box">{words.male}</Radio>
            </div>
            <FieldError className="field-error">{errorOf('sex')}</FieldError>
          </RadioGroup>
          <Field label={traitWords.birthDate} value={draft.birthDate} onChange={(typed) => change({ birthDate: typeDate(draft.birthDate, typed) })} error={errorOf('birthDate')} description={words.dateHelp} placeholder="jj/mm/aaaa" inputMode="numeric" autoComplete="off" isRequired />
          <Field label={traitWords.birthPlace} value={draft.birthPlace} onChange={(typed) => change({ birthPlace: typed.toUpperCase() })} error={errorOf('birthPlace')} description={words.placeHelp} autoComplete="off" maxLength={5} />
          <div className="form-intro"><h2>{words.more}</h2><p>{words.moreHelp}</p></div>
          <Field label={words.usedName} value={draft.usedName} onChange={(usedName) => change({ usedName })} autoComplete="off" spellCheck="false" />
          <Field label={words.usedFirstName} value={draft.usedFirstName} onChange={(usedFirstName) => change({ usedFirstName })} autoComplete="off" spellCheck="false" />
          {general === null ? null : <div className="form-wide"><ErrorBox error={general} /></div>}
          <div className="form-foot">
            <p className="quiet">{words.kept}</p>
            <Button variant="primary" type="submit" pending={create.busy}>{create.busy ? words.creating : words.create}</Button>
          </div>
        </Form>
      </Panel>
      <Near name={draft.birthName.trim()} />
    </div>
  );
}

/** Records of the same name, while it is typed: the duplicate is seen before it exists. */
function Near({ name }: { readonly name: string }) {
  const enough = name.length >= 3;
  const rows = useAnswer('patients.search', { query: name }, { enabled: enough, placeholderData: (before) => before }).data ?? [];
  return (
    <Panel title={words.near}>
      {!enough ? <p className="quiet">{words.nearNone}</p> : rows.length === 0 ? <p className="quiet">{words.nearClear}</p> : (
        <>
          <p className="quiet">{words.nearHelp}</p>
          <ul className="near">
            {rows.slice(0, 8).map((row) => (
              <li key={row.id}>
                <a href={pathOf('patient-synthese', row.id)}>
                  <User size={16} />
                  <span className="two-lines"><strong>{row.birthName} {row.firstName}</strong><span>{frenchDate(row.birthDate)} · {row.sex}</span></span>
                  <Badge mark={identityMarks[row.status]} />
                </a>
              </li>
            ))}
          </ul>
        </>
      )}
    </Panel>
  );
}
