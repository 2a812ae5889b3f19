import MailComposer from 'nodemailer/lib/mail-composer';
import type { Context } from '#core/context/index.ts';
import { readFileBytes } from '#core/files/index.ts';
import { languageTag } from '#core/i18n/index.ts';
import type { mail } from './tables.ts';

export type MailRow = typeof mail.$inferSelect;

/** What of a mail goes over the wire. */
export type MailOnTheWire = Pick<
	MailRow,
	'messageId' | 'from' | 'toName' | 'toAddress' | 'replyTo' | 'subject' | 'text' | 'html' | 'locale' | 'attachments'
>;

/** A mail as it goes over the wire. */
export interface ComposedMail {
	bytes: Uint8Array;
	envelope: { from: string; to: string[]; size: number };
}

/**
 * Writes the MIME message: text and HTML as alternatives, attachments from the store, headers in UTF-8 where they need it.
 * @param date the `Date` header, epoch milliseconds of edition time
 * @throws Error when an attachment is not in the store
 */
export async function composeMail(
	ctx: Pick<Context, 'files'>,
	row: MailOnTheWire,
	date: number,
): Promise<ComposedMail> {
	const attachments = [];
	for (const file of row.attachments) {
		const content = Buffer.from(await readFileBytes(ctx.files, file.digest));
		attachments.push({ filename: file.name, contentType: file.mediaType, content });
	}
	const composer = new MailComposer({
		messageId: row.messageId,
		date: new Date(date),
		from: row.from,
		to: { name: row.toName, address: row.toAddress },
		...(row.replyTo ? { replyTo: row.replyTo } : {}),
		subject: row.subject,
		text: row.text,
		html: row.html,
		attachments,
		headers: {
			'Content-Language': languageTag[row.locale],
			// RFC 3834: no holiday notices in answer to this.
			'Auto-Submitted': 'auto-generated',
		},
		disableFileAccess: true,
		disableUrlAccess: true,
	});
	const node = composer.compile();
	const { from, to } = node.getEnvelope();
	const bytes = await node.build();
	return { bytes, envelope: { from: from || row.from.address, to: [...to], size: bytes.length } };
}
