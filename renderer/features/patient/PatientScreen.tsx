import { Suspense } from 'react';
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components';
import { errorFacts } from '../../../shared/errors.ts';
import { useAnswer } from '../../client/queries.ts';
import { allowed } from '../../client/rights.ts';
import { go } from '../../client/router.ts';
import { common } from '../../text/common.ts';
import { ErrorBox } from '../../ui/ErrorBox.tsx';
import { Waiting } from '../../ui/Panel.tsx';
import { TakesFiles } from '../arrivals/public.ts';
import type { RecordScreen } from '../feature.ts';
import { Banner } from './Banner.tsx';
import { SecretBar } from './SecretConnection.tsx';
import { patientText as words } from './text.ts';
import { useShortBanner } from './useShortBanner.ts';
import './patient.css';

/**
 * A record: the banner that never scrolls away, the tabs, and a PDF that can be dropped anywhere on it.
 * @param tab which one is open; the first of those that may be shown, when it may not. @param tabs of anybody.
 */
export function PatientScreen({
  id,
  tab: asked,
  tabs: all,
}: {
  readonly id: string;
  readonly tab: string;
  readonly tabs: readonly RecordScreen[];
}) {
  const tabs = allowed(all);
  const tab = (tabs.find((known) => known.id === asked) ?? tabs[0])?.id ?? asked;
  // Asked each time that the record is opened, even when its answer is there: the application journals it.
  const answer = useAnswer('patients.get', { id }, { staleTime: 0 });
  const patient = answer.data;
  const { short, may, toggle, record } = useShortBanner(tab);
  if (answer.error !== null)
    return (
      <div className="page">
        <ErrorBox error={errorFacts(answer.error)} />
      </div>
    );
  if (patient === undefined)
    return (
      <div className="page">
        <Waiting>{words.loading}</Waiting>
      </div>
    );
  const open = (key: unknown): void => {
    const chosen = tabs.find((known) => known.id === key);
    if (chosen !== undefined) go(chosen, id);
  };
  return (
    <>
      <TakesFiles id={id} name={`${patient.traits.birthName} ${patient.firstBirthFirstName}`} />
      <Tabs ref={record} className="record" selectedKey={tab} onSelectionChange={open}>
        <div className="record-head">
          <Banner patient={patient} short={short} {...(may ? { onToggle: toggle } : {})} />
          <SecretBar id={id} />
          <TabList className="tabs" aria-label={words.tabsLabel}>
            {tabs.map(({ id: known, title }) => (
              <Tab key={known} id={known} className="tab">
                {title}
              </Tab>
            ))}
          </TabList>
        </div>
        {tabs.map(({ id: known, Content }) => (
          <TabPanel key={known} id={known} className="record-body">
            <Suspense fallback={<Waiting>{common.loading}</Waiting>}>
              <Content patient={patient} />
            </Suspense>
          </TabPanel>
        ))}
      </Tabs>
    </>
  );
}
