import { useEffect, useRef, type KeyboardEvent, type ReactNode, type Ref } from 'react';
import { FieldError, Input, Label, Text, TextArea, TextField, type TextFieldProps } from 'react-aria-components';

/** A labelled line of text. `error` is shown under it and announced; `aside` sits right of the label. */
interface FieldProps extends Omit<TextFieldProps, 'className' | 'children' | 'isInvalid'> {
  readonly label: string;
  readonly description?: ReactNode;
  readonly error?: ReactNode;
  readonly aside?: ReactNode;
  readonly placeholder?: string;
  readonly inputRef?: Ref<HTMLInputElement>;
  readonly large?: boolean;
  /** Wraps and grows with its text, which stays one line of text. */
  readonly wraps?: boolean;
}

/** Text field: label, input, help, error. */
export function Field({
  label,
  description,
  error,
  aside,
  placeholder,
  inputRef,
  large = false,
  wraps = false,
  onChange,
  ...rest
}: FieldProps) {
  const wrong = error !== undefined && error !== null && error !== '';
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // Said while one types there: under the edge of what scrolls, nobody would read it.
    if (wrong && box.current?.contains(document.activeElement) === true) box.current.scrollIntoView({ block: 'nearest' });
  }, [wrong]);
  return (
    <TextField
      {...rest}
      ref={box}
      {...(onChange === undefined ? {} : { onChange: wraps ? (text) => onChange(text.replaceAll(/\s*\n\s*/g, ' ')) : onChange })}
      isInvalid={wrong}
      className="field"
      validationBehavior="aria"
    >
      <div className="field-head">
        <Label>{label}</Label>
        {aside === undefined ? null : <span className="field-aside">{aside}</span>}
      </div>
      {wraps ? (
        <TextArea className="input" data-wraps rows={1} onKeyDown={stayOnOneLine} />
      ) : (
        <Input
          {...(inputRef === undefined ? {} : { ref: inputRef })}
          className="input"
          data-large={large || undefined}
          {...(placeholder === undefined ? {} : { placeholder })}
        />
      )}
      {description === undefined ? null : (
        <Text slot="description" className="field-help">
          {description}
        </Text>
      )}
      <FieldError className="field-error">{error}</FieldError>
    </TextField>
  );
}

function stayOnOneLine(event: KeyboardEvent): void {
  if (event.key === 'Enter' && !event.ctrlKey) event.preventDefault();
}
