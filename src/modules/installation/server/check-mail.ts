import { resolveTxt } from 'node:dns/promises';
import type { Context } from '#core/context/index.ts';
import type { Locale } from '#core/i18n/index.ts';
import { domainOf, mailTemplate, parseMailbox, tryMailServer } from '#core/mail/index.ts';
import { type Finding, finding } from '../findings.ts';

const testMail = mailTemplate({
	subject: { en: 'A test message from {site}', zh: '{site} 测试邮件' },
	blocks: [
		{
			paragraph: {
				en: 'Mail leaves {site}: this message went the way that letters and sign-in codes will go.',
				zh: '{site} 的邮件已能正常发出：通知函和登录验证码都将通过同样的途径寄送。',
			},
		},
		{
			note: {
				en: 'It was sent because somebody asked for it while setting up this installation. There is nothing to do.',
				zh: '此邮件由本站管理者在设置邮件时发送，您无需任何操作。',
			},
		},
	],
	foot: ['{site}'],
});

/**
 * Talks to a mail server, and sends a test message when an address is given.
 * @returns one finding: good, or where the conversation ended, with the server's words
 */
export async function checkMailServer(
	ctx: Pick<Context, 'files' | 'config'>,
	server: { smtpUrl: string; mailFrom: string; patience?: number },
	test?: { to: string; locale: Locale; site: string },
): Promise<Finding> {
	const { host } = new URL(server.smtpUrl);
	const mail = test && {
		to: test.to,
		locale: test.locale,
		...testMail.fill(test.locale, { site: test.site }),
	};
	const { smtpUrl: url, ...rest } = server;
	const trial = await tryMailServer(ctx, { url, ...rest }, mail);
	const params = { host, answer: trial.answer, to: test?.to ?? '', sender: parseMailbox(server.mailFrom).address };
	return trial.good ? finding('mail-good', 'good', params) : finding(`mail-${trial.fault}`, 'bad', params);
}

/** Whether the sender's domain says who may send for it: receivers refuse or file away what comes without. */
export async function checkMailDomain(mailFrom: string, patience = 4000): Promise<Finding[]> {
	const domain = domainOf(parseMailbox(mailFrom).address);
	const texts = async (name: string): Promise<string[] | undefined> => {
		try {
			const late = new Promise<never>((_, reject) => {
				setTimeout(() => reject(new Error('late')), patience).unref();
			});
			return (await Promise.race([resolveTxt(name), late])).map((parts) => parts.join(''));
		} catch (error) {
			return /ENODATA|ENOTFOUND/.test((error as NodeJS.ErrnoException).code ?? '') ? [] : undefined;
		}
	};
	const [spf, dmarc] = await Promise.all([texts(domain), texts(`_dmarc.${domain}`)]);
	if (spf === undefined || dmarc === undefined) return [finding('mail-dns-unknown', 'unknown', { domain })];
	const found: Finding[] = [];
	if (!spf.some((text) => /^v=spf1\b/i.test(text))) found.push(finding('spf-missing', 'warning', { domain }));
	if (!dmarc.some((text) => /^v=DMARC1\b/i.test(text))) found.push(finding('dmarc-missing', 'warning', { domain }));
	return found.length > 0 ? found : [finding('mail-dns-good', 'good', { domain })];
}
