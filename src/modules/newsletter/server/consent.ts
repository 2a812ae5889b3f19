import { createHash } from 'node:crypto';
import type { Locale } from '#core/i18n/index.ts';
import { formTexts } from '../ui/messages.ts';

/**
 * What somebody agreed to: the SHA-256 of the sentence that stood at the button, in his language. Whoever changes the
 * sentence gets another version by that alone; `docs/operator/mail.md` says how to find the words to a digest.
 */
export function consentVersion(locale: Locale): string {
	return createHash('sha256').update(formTexts[locale].consent).digest('hex');
}
