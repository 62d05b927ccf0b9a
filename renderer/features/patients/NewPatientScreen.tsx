import { ArrowLeft } from 'lucide-react';
import { useCallback, useState } from 'react';
import { Checkbox, Form } from 'react-aria-components';
import { checkMatricule } from '../../../shared/domain/ins/matricule.ts';
import type { StrictTraits } from '../../../shared/domain/types.ts';
import { call } from '../../client/client.ts';
import { put } from '../../client/queries.ts';
import { go } from '../../client/router.ts';
import { newPatientText as words } from './text.ts';
import { traitWords } from '../../text/traits.ts';
import { Button } from '../../ui/Button.tsx';
import { ErrorBox } from '../../ui/ErrorBox.tsx';
import { Field } from '../../ui/Field.tsx';
import { isoDate, typeDate } from '../../ui/format.ts';
import { Panel } from '../../ui/Panel.tsx';
import { tell } from '../../ui/Toasts.tsx';
import { useAction } from '../../ui/useAction.ts';
import { identityScreen } from '../identity/feature.ts';
import { forgetPatientDraft, keepPatientDraft, keptPatientDraft, type PatientDraft } from './draft.ts';
import { patientsScreen } from './feature.ts';
import { PlaceField } from './PlaceField.tsx';
import { SexField } from './SexField.tsx';
import { Similar, useSimilar } from './Similar.tsx';

type Errors = Partial<Record<keyof StrictTraits, string>>;

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

/** Its list is open: Esc closes it, and nothing more. */
const isOpenList = (target: EventTarget): boolean => target instanceof Element && target.getAttribute('aria-expanded') === 'true';

/** Creates a record from the strict traits. Leaving keeps what was typed. */
export function NewPatientScreen() {
  const [draft, setDraft] = useState(keptPatientDraft);
  const [errors, setErrors] = useState<Errors>({});
  const change = (part: Partial<PatientDraft>): void => {
    // Another person's traits leave the matricule that was read with the former ones.
    const other = (['birthName', 'birthFirstNames', 'sex', 'birthDate'] as const).some((trait) => trait in part);
    const next = { ...draft, ...part, ...(other ? { scanned: null } : {}) };
    keepPatientDraft(next);
    setDraft(next);
    setErrors((before) => Object.fromEntries(Object.entries(before).filter(([trait]) => !(trait in part))));
  };
  const [declining, setDeclining] = useState(false);
  const create = useAction(
    useCallback(async (_live: () => boolean, traits: StrictTraits, from: PatientDraft, seen: readonly string[]) => {
      const patient = await call('patients.create', {
        traits,
        usedName: blank(from.usedName),
        usedFirstName: blank(from.usedFirstName),
        phone: blank(from.phone),
        birthDateUncertain: from.birthDateUncertain,
        scanned: from.scanned,
        seen: [...seen],
      });
      put('patients.get', { id: patient.id }, patient);
      forgetPatientDraft();
      tell(words.created, 'quiet');
      go(identityScreen, patient.id);
    }, []),
  );
  const found = useSimilar(draft);
  const similar = found ?? [];
  const submit = (seen: readonly string[]): void => {
    const problems = problemsOf(draft);
    setErrors(problems);
    const birthDate = isoDate(draft.birthDate);
    if (Object.keys(problems).length > 0 || draft.sex === null || birthDate === null) return;
    // Somebody looks at those that are alike before another one is made.
    if (seen.length === 0 && similar.length > 0) {
      setDeclining(true);
      return;
    }
    void create.run(
      {
        birthName: draft.birthName.trim(),
        birthFirstNames: draft.birthFirstNames.trim(),
        sex: draft.sex,
        birthDate,
        birthPlace: blank(draft.birthPlace),
      },
      draft,
      seen,
    );
  };
  const answered = create.error?.path?.split('/').at(-1);
  const errorOf = (trait: keyof StrictTraits): string | undefined =>
    errors[trait] ?? (answered === trait && create.error !== null ? `${create.error.message} ${create.error.action}` : undefined);
  const general =
    create.error !== null && create.error.code !== 'PATIENT_SIMILAR' && !(answered !== undefined && answered in traitWords)
      ? create.error
      : null;
  return (
    <div
      className="page"
      data-split
      onKeyDown={(event) => {
        if (event.key === 'Escape' && !event.defaultPrevented && !isOpenList(event.target)) go(patientsScreen);
      }}
    >
      <Panel
        title={words.title}
        level={1}
        aside={
          <Button variant="ghost" icon={ArrowLeft} onPress={() => go(patientsScreen)}>
            {words.back}
          </Button>
        }
      >
        <Form
          className="form-grid"
          validationBehavior="aria"
          onSubmit={(event) => {
            event.preventDefault();
            submit([]);
          }}
        >
          <div className="form-intro">
            <h2>{words.strict}</h2>
            <p>{words.strictHelp}</p>
          </div>
          <Field
            label={traitWords.birthName}
            value={draft.birthName}
            onChange={(birthName) => change({ birthName })}
            error={errorOf('birthName')}
            autoFocus
            autoComplete="off"
            isRequired
            spellCheck="false"
          />
          <Field
            label={traitWords.birthFirstNames}
            value={draft.birthFirstNames}
            onChange={(birthFirstNames) => change({ birthFirstNames })}
            error={errorOf('birthFirstNames')}
            description={words.firstNamesHelp}
            autoComplete="off"
            isRequired
            spellCheck="false"
          />
          <SexField value={draft.sex} onChange={(sex) => change({ sex })} error={errorOf('sex')} />
          <Field
            label={traitWords.birthDate}
            value={draft.birthDate}
            onChange={(typed) => change({ birthDate: typeDate(draft.birthDate, typed) })}
            error={errorOf('birthDate')}
            description={words.dateHelp}
            placeholder="jj/mm/aaaa"
            inputMode="numeric"
            autoComplete="off"
            isRequired
          />
          <PlaceField
            label={traitWords.birthPlace}
            value={draft.birthPlace}
            name={draft.birthPlaceName}
            on={isoDate(draft.birthDate)}
            onChange={(birthPlace, birthPlaceName) => change({ birthPlace, birthPlaceName })}
            error={errorOf('birthPlace')}
          />
          <Checkbox
            className="checkbox form-wide"
            isSelected={draft.birthDateUncertain}
            onChange={(birthDateUncertain) => change({ birthDateUncertain })}
          >
            <span className="checkbox-box" aria-hidden="true" />
            <span>
              {words.uncertain}
              <span className="facts-note">{words.uncertainHelp}</span>
            </span>
          </Checkbox>
          {draft.scanned === null ? null : (
            <p className="quiet form-wide tabular">
              {words.scanned(checkMatricule(draft.scanned.matricule, null, { test: true }).display ?? draft.scanned.matricule)}
            </p>
          )}
          <div className="form-intro">
            <h2>{words.more}</h2>
            <p>{words.moreHelp}</p>
          </div>
          <Field
            label={words.usedName}
            value={draft.usedName}
            onChange={(usedName) => change({ usedName })}
            autoComplete="off"
            spellCheck="false"
          />
          <Field
            label={words.usedFirstName}
            value={draft.usedFirstName}
            onChange={(usedFirstName) => change({ usedFirstName })}
            autoComplete="off"
            spellCheck="false"
          />
          <Field
            label={words.phone}
            value={draft.phone}
            onChange={(phone) => change({ phone })}
            error={answered === 'phone' ? create.error?.message : undefined}
            inputMode="tel"
            autoComplete="off"
          />
          {general === null ? null : (
            <div className="form-wide">
              <ErrorBox error={general} />
            </div>
          )}
          <div className="form-foot">
            <p className="quiet">{words.kept}</p>
            <Button variant="primary" type="submit" pending={create.busy}>
              {create.busy ? words.creating : words.create}
            </Button>
          </div>
        </Form>
      </Panel>
      <Similar
        similar={found}
        sexless={draft.sex === null}
        asked={(declining || create.error?.code === 'PATIENT_SIMILAR') && similar.length > 0}
        busy={create.busy}
        onBack={() => {
          setDeclining(false);
          create.clear();
        }}
        onOther={() => {
          setDeclining(false);
          submit(similar.map(({ row }) => row.id));
        }}
      />
    </div>
  );
}
