import { type MailContent, type RenderedMail, renderMail } from '#core/mail/index.ts';
import type { LetterContent } from '../compose.ts';
import { letterMail } from '../preview.ts';

/** The mail that carries a letter: the whole wording in the reader's language, and where to check it. */
export function renderLetterMail(letter: LetterContent): RenderedMail {
	const { subject, head, paragraphs, verify, foot } = letterMail(letter);
	const content: MailContent = {
		locale: letter.locale,
		subject,
		head,
		blocks: [
			...paragraphs.map((text) => ({ type: 'paragraph' as const, text })),
			{ type: 'button', label: verify.label, href: verify.href },
		],
		foot,
	};
	return renderMail(content);
}
