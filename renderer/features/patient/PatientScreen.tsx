import { useCallback } from 'react';
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components';
import { errorFacts } from '../../../shared/errors.ts';
import { useAnswer } from '../../client/queries.ts';
import { go } from '../../client/router.ts';
import { patientTabs, type PatientTab } from '../../client/routes.ts';
import { patientText } from '../../text/patients.ts';
import { ErrorBox } from '../../ui/ErrorBox.tsx';
import { Waiting } from '../../ui/Panel.tsx';
import { DocumentsTab } from '../documents/DocumentsTab.tsx';
import { DropTarget } from '../documents/DropTarget.tsx';
import { useAddDocument } from '../documents/useAddDocument.ts';
import { Banner } from './Banner.tsx';
import { HistoryTab } from './HistoryTab.tsx';
import { IdentityTab } from './IdentityTab.tsx';
import { RightsTab } from './RightsTab.tsx';
import { SummaryTab } from './SummaryTab.tsx';

/** A record: the banner that never scrolls away, the tabs, and a PDF that can be dropped anywhere on it. */
export function PatientScreen({ id, tab }: { readonly id: string; readonly tab: PatientTab }) {
  // Asked each time that the record is opened, even when its answer is there: the application journals it.
  const answer = useAnswer('patients.get', { id }, { staleTime: 0 });
  const patient = answer.data;
  const adding = useAddDocument(id, useCallback(() => go('patient-documents', id), [id]));
  if (answer.error !== null) return <div className="page"><ErrorBox error={errorFacts(answer.error)} /></div>;
  if (patient === undefined) return <div className="page"><Waiting>{patientText.loading}</Waiting></div>;
  return (
    <DropTarget patient={patient} onFiles={adding.add}>
      <Tabs className="record" selectedKey={tab} onSelectionChange={(key) => go(`patient-${patientTabs.find((known) => known === key) ?? 'synthese'}`, id)}>
        <div className="record-head">
          <Banner patient={patient} />
          <TabList className="tabs" aria-label={patientText.tabsLabel}>
            {patientTabs.map((known) => <Tab key={known} id={known} className="tab">{patientText.tabs[known]}</Tab>)}
          </TabList>
        </div>
        <TabPanel id="synthese" className="record-body"><SummaryTab patient={patient} /></TabPanel>
        <TabPanel id="identite" className="record-body"><IdentityTab patient={patient} /></TabPanel>
        <TabPanel id="documents" className="record-body"><DocumentsTab patient={patient} adding={adding} /></TabPanel>
        <TabPanel id="droits" className="record-body"><RightsTab patient={patient} /></TabPanel>
        <TabPanel id="historique" className="record-body"><HistoryTab patient={patient} /></TabPanel>
      </Tabs>
    </DropTarget>
  );
}
