import { defaultI18nProvider, type I18nProvider } from 'react-admin';

/** React-admin's own texts where ours say it better. */
const ours: Record<string, string> = {
  'ra.auth.auth_check_error': 'You are signed out. Sign in to go on.',
  'ra.notification.logged_out': 'You are signed out. Sign in to go on.',
  'ra.notification.http_error': 'The server does not answer. Try again in a moment.',
  'ra.notification.data_provider_error': 'The server could not do this. Try again in a moment.',
  'ra.notification.item_doesnt_exist': 'This cannot be found. It may have been deleted.',
  'ra.message.invalid_form': 'Something is not filled in right. See the fields in red.',
  'ra.message.error': 'The page broke while it was drawn. Reload it; nothing you saved is lost.',
  'ra.message.unsaved_changes': 'Some changes are not saved. Leave anyway?',
  'ra.validation.required': 'This is needed',
};

export const sentences: I18nProvider = {
  ...defaultI18nProvider,
  translate: (key, options) => ours[key] ?? defaultI18nProvider.translate(key, options),
};
