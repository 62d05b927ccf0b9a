import { Printer } from 'lucide-react';
import { useCallback, useState } from 'react';
import { Label, Radio, RadioGroup } from 'react-aria-components';
import { call } from '../../client/client.ts';
import { common } from '../../text/common.ts';
import { identityActs as words } from './text.ts';
import { Button } from '../../ui/Button.tsx';
import { PrintDialog } from '../reader/public.ts';

const FORMATS = ['label', 'labels-a4', 'sheet'] as const;
type Format = (typeof FORMATS)[number];

/** Labels and identity sheet (EXI DIF 02). */
export function Print({ id }: { readonly id: string }) {
  const [open, setOpen] = useState(false);
  const [format, setFormat] = useState<Format>('label');
  const address = useCallback(() => call('patients.print', { id, format }), [id, format]);
  return (
    <>
      <Button variant="ghost" icon={Printer} onPress={() => setOpen(true)}>
        {common.print}
      </Button>
      {open ? (
        <PrintDialog name={format} title={words.printTitle} help={words.printHelp} address={address} onClose={() => setOpen(false)}>
          <RadioGroup className="field" value={format} onChange={(value) => setFormat(FORMATS.find((known) => known === value) ?? 'label')}>
            <Label className="visually-hidden">{words.printTitle}</Label>
            <div className="radio-line">
              {FORMATS.map((known) => (
                <Radio key={known} value={known} className="radio-box">
                  {words.prints[known]}
                </Radio>
              ))}
            </div>
          </RadioGroup>
        </PrintDialog>
      ) : null}
    </>
  );
}
