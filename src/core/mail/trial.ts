import { processNow } from '#core/clock/index.ts';
import type { Context } from '#core/context/index.ts';
import type { Locale } from '#core/i18n/index.ts';
import { newId } from '#core/ids/index.ts';
import { cleanMailbox, domainOf, parseMailbox } from './address.ts';
import { composeMail } from './compose.ts';
import { openSmtp, publicName } from './connection.ts';
import type { RenderedMail } from './render/index.ts';
import { type SmtpFault, answerOf } from './retry.ts';

/** Where a conversation with a mail server ended, as somebody who can mend it would put it. */
export type MailServerFault =
	| 'host-unknown'
	| 'refused'
	| 'silent'
	| 'no-tls'
	| 'certificate'
	| 'not-smtp'
	| 'sign-in-refused'
	| 'sign-in-needed'
	| 'sender-refused'
	| 'recipient-refused'
	| 'message-refused'
	| 'broken-off';

/** What a trial came to: the server's last words are kept either way. */
export type MailTrial = { good: true; answer: string } | { good: false; fault: MailServerFault; answer: string };

export interface TrialMail extends RenderedMail {
	/** A bare address. */
	to: string;
	locale: Locale;
}

/**
 * Talks to a mail server as the delivery would: connects, encrypts, signs in and, when there is a mail, hands it over.
 * Nothing is queued: the answer is for the person who waits for it. Never throws.
 * @param mailFrom as MAIL_FROM
 * @param patience milliseconds for each answer of the server
 */
export async function tryMailServer(
	ctx: Pick<Context, 'files' | 'config'>,
	server: { url: string; mailFrom: string; patience?: number },
	mail?: TrialMail,
): Promise<MailTrial> {
	const { patience = 10_000 } = server;
	try {
		const session = await openSmtp(server.url, { patience, name: publicName(ctx.config.baseUrl) });
		try {
			if (!mail) return { good: true, answer: '' };
			const from = cleanMailbox(parseMailbox(server.mailFrom));
			const composed = await composeMail(
				ctx,
				{
					...mail,
					messageId: `<${newId()}@${domainOf(from.address)}>`,
					from,
					toAddress: mail.to,
					toName: '',
					replyTo: null,
					attachments: [],
				},
				processNow(),
			);
			const result = await session.send(composed, async () => undefined);
			if (result.taken) return { good: true, answer: result.answer };
			return { good: false, fault: faultOf(result.fault), answer: answerOf(result.fault) };
		} finally {
			session.close();
		}
	} catch (error) {
		const fault = error as SmtpFault;
		return { good: false, fault: faultOf(fault), answer: answerOf(fault) };
	}
}

/** What nodemailer (and under it Node and OpenSSL) says, as one of our words. Pure. */
export function faultOf({ code = '', command = '', responseCode, message }: SmtpFault): MailServerFault {
	if (code === 'EDNS' || /ENOTFOUND|EAI_AGAIN/.test(message)) return 'host-unknown';
	if (/ECONNREFUSED|EHOSTUNREACH|ENETUNREACH/.test(message)) return 'refused';
	if (/certificate|self.signed|altnames|CERT_/i.test(message)) return 'certificate';
	// A server that speaks plainly where encryption is expected, or cannot encrypt at all.
	if (code === 'ETLS' || /SSL routines|wrong version number|EPROTO/.test(message)) return 'no-tls';
	if (code === 'ETIMEDOUT' || /ETIMEDOUT|timeout/i.test(message)) return 'silent';
	if (responseCode === 530 || code === 'ENOAUTH') return 'sign-in-needed';
	if (code === 'EAUTH') return 'sign-in-refused';
	if (code === 'EENVELOPE') return /MAIL/.test(command) ? 'sender-refused' : 'recipient-refused';
	if (code === 'EMESSAGE') return 'message-refused';
	if (code === 'EPROTOCOL') return 'not-smtp';
	return 'broken-off';
}
