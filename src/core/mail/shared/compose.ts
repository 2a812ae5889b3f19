import MimeNode from 'nodemailer/lib/mime-node';
import { languageTag } from '#core/i18n/index.ts';
import { randomText } from '#core/ids/index.ts';
import type { ComposedMail, MailOnTheWire } from '../compose.ts';
import { escapeHtml } from '../render/html.ts';
import type { KeptBody } from './body.ts';
import { encodeOnce, fillMarks } from './encode.ts';

/** Writes the message of one recipient. */
export type Composer = (row: MailOnTheWire & { filling: Record<string, string> | null }, date: number) => ComposedMail;

/**
 * Makes a shared body ready to be sent many times: its parts are encoded once. What stands in its header fields is written
 * on one line each, however long: a `List-Unsubscribe` that was folded has been changed on the way and broke its signature.
 */
export function composerOf(body: KeptBody): Composer {
	const text = encodeOnce(body.text, body.marks);
	const html = encodeOnce(body.html, body.marks, escapeHtml);
	const boundary = `--_${randomText(24)}`;
	const part = (type: string, encoding: string, content: string) =>
		`--${boundary}\r\nContent-Type: ${type}; charset=utf-8\r\nContent-Transfer-Encoding: ${encoding}\r\n\r\n${content}\r\n`;
	return (row, date) => {
		const values = row.filling ?? {};
		const node = new MimeNode('multipart/alternative', { disableFileAccess: true, disableUrlAccess: true });
		const oneLine = (name: string, value: string) => node.setHeader(name, { prepared: true, foldLines: false, value });
		node.setHeader('Message-ID', row.messageId);
		node.setHeader('Date', new Date(date).toUTCString().replace('GMT', '+0000'));
		node.setHeader('From', [row.from]);
		node.setHeader('To', [{ name: row.toName, address: row.toAddress }]);
		if (row.replyTo) node.setHeader('Reply-To', [row.replyTo]);
		node.setHeader('Subject', row.subject);
		node.setHeader('Content-Language', languageTag[row.locale]);
		node.setHeader('Auto-Submitted', 'auto-generated');
		for (const [name, value] of Object.entries(body.headers)) oneLine(name, fillMarks(value, body.marks, values));
		oneLine('Content-Type', `multipart/alternative; boundary="${boundary}"`);
		const { from, to } = node.getEnvelope();
		const bytes = Buffer.from(
			`${node.buildHeaders()}\r\n\r\n${part('text/plain', text.encoding, text.fill(values))}${part('text/html', html.encoding, html.fill(values))}--${boundary}--\r\n`,
		);
		return { bytes, envelope: { from: from || row.from.address, to: [...to], size: bytes.length } };
	};
}
