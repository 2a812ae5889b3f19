import type { MailContent, RenderedMail } from './blocks.ts';
import { renderHtml } from './html.ts';
import { renderText } from './text.ts';

export type { Block, MailContent, RenderedMail } from './blocks.ts';

/** A mail from its blocks, as text and as HTML, both complete. @throws Error for a button that leads nowhere safe */
export function renderMail(content: MailContent): RenderedMail {
	return { subject: content.subject, text: renderText(content), html: renderHtml(content) };
}
