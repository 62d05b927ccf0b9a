import { QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { I18nProvider } from 'react-aria-components';
import { createRoot } from 'react-dom/client';
// Before the features’, which are written over them.
import './ui/font.css';
import './ui/tokens.css';
import './ui/base.css';
import './ui/controls.css';
import './shell/frame.css';
import './features/features.css';
import './features/reader/reader.css';
import { App } from './shell/App.tsx';
import { ErrorBoundary } from './shell/ErrorBoundary.tsx';
import { queryClient } from './client/queries.ts';

const root = document.getElementById('root');
if (root !== null) {
  createRoot(root).render(
    <StrictMode>
      <QueryClientProvider client={queryClient}>
        <I18nProvider locale="fr-FR">
          <ErrorBoundary whole>
            <App />
          </ErrorBoundary>
        </I18nProvider>
      </QueryClientProvider>
    </StrictMode>,
  );
}
