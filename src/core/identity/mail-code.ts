import { minute } from '#core/clock/index.ts';
import { type Context, transaction } from '#core/context/index.ts';
import type { Locale } from '#core/i18n/index.ts';
import { localePath } from '#core/i18n/index.ts';
import { queueMail } from '#core/mail/index.ts';
import { personAtAddress } from './addresses.ts';
import { type PreparedCode, codeLife, prepareCode } from './codes.ts';
import { addressMail, signInMail } from './mail-texts.ts';

export interface MailCodeInput {
	address: string;
	locale: Locale;
	ip: string;
	/** Our public address, as the operator set it: never taken from a request, or a forged one would send links elsewhere. */
	origin: string;
	/** Secret of the window's cookie, if it has one. */
	oldWindow?: string | undefined;
}

/** What the asking window needs; the same for known and unknown addresses. */
export interface MailedCode {
	/** Secret for the window's cookie. */
	window: string;
	address: string;
	expiresAt: number;
}

const shown = (code: string) => `${code.slice(0, 3)} ${code.slice(3)}`;

/**
 * Mails a code and a link to sign in with.
 * @throws Refusal `invalid` at `address`, `too-many` with the seconds to wait
 */
export async function mailSignInCode(
	ctx: Context,
	input: MailCodeInput & { next?: string | null | undefined },
): Promise<MailedCode> {
	return transaction(ctx, async (ctx) => {
		const made = await prepareCode(ctx, { ...input, purpose: 'sign-in' });
		const path = localePath(input.locale, `/sign-in/link/${made.link}`);
		const mail = signInMail.fill(input.locale, {
			code: shown(made.code),
			link: `${input.origin}${path}`,
			minutes: String(codeLife / minute),
			site: new URL(input.origin).host,
		});
		await send(ctx, made, input.locale, mail);
		return made;
	}).then(withoutSecrets);
}

/** Mails a code that proves a further address of a person who is signed in. @throws Refusal as `mailSignInCode` */
export async function mailAddressCode(ctx: Context, input: MailCodeInput & { personId: string }): Promise<MailedCode> {
	return transaction(ctx, async (ctx) => {
		const made = await prepareCode(ctx, { ...input, purpose: 'add-address' });
		const mail = addressMail.fill(input.locale, {
			code: shown(made.code),
			minutes: String(codeLife / minute),
			site: new URL(input.origin).host,
		});
		await send(ctx, made, input.locale, mail);
		return made;
	}).then(withoutSecrets);
}

async function send(
	ctx: Context,
	made: PreparedCode,
	locale: Locale,
	mail: { subject: string; text: string; html: string },
): Promise<void> {
	const personId = await personAtAddress(ctx, made.address);
	await queueMail(ctx, {
		key: `code:${made.id}`,
		kind: 'code',
		to: { address: made.address, name: '' },
		locale,
		...mail,
		...(personId ? { personId } : {}),
		urgent: true,
		notAfter: made.expiresAt,
	});
}

/** Code and link leave the use case by mail alone. */
function withoutSecrets(made: PreparedCode): MailedCode {
	return { window: made.window, address: made.address, expiresAt: made.expiresAt };
}
