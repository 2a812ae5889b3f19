import { visitor } from '#core/access/index.ts';
import type { Actor } from '#core/access/index.ts';
import { instantOf, runDue } from '#core/clock/index.ts';
import type { Context } from '#core/context/index.ts';
import type { Locale } from '#core/i18n/index.ts';
import { createArticle, publishArticle } from '#modules/newsroom/server/index.ts';
import { wholeDraft } from '#modules/newsroom/server/testing.ts';
import type { SubscribeInput } from '../subscription.ts';
import type { TestContext } from '../../../../tests/setup/context.ts';
import { confirm, newsletterDueHandlers, subscribe } from './index.ts';

/* For tests: articles that are out, and people who have subscribed by the forms and mails that everybody uses. */

export interface TestMail {
	to_address: string;
	kind: string;
	subject: string;
	text: string;
	locale: Locale;
	body_id: string | null;
	filling: { token: string; address: string } | null;
}

type ByHand = { byHand(statement: string, values?: unknown[]): Promise<{ rows: unknown[] }> };

/** All mails of a kind, in the order in which they were queued; shared bodies as their text. */
export async function mailsOf(ctx: ByHand, kind: string): Promise<TestMail[]> {
	const { rows } = await ctx.byHand(
		`select m.to_address, m.kind, m.subject, m.locale, m.body_id, m.filling, coalesce(b.text, m.text) as text
			from mail m left join mail_body b on b.id = m.body_id where m.kind = $1 order by m.to_address, m.queued_at, m.subject`,
		[kind],
	);
	return rows as TestMail[];
}

export const asked = (email: string, more: Partial<SubscribeInput> = {}): SubscribeInput => ({
	email,
	locale: 'en',
	topics: [],
	rhythm: 'daily',
	weekday: 1,
	zone: 'Asia/Shanghai',
	...more,
});

/** Fills in the form. */
export function ask(ctx: Context, email: string, more: Partial<SubscribeInput> = {}, ip = '192.0.2.7'): Promise<void> {
	return subscribe(ctx, visitor, { choices: asked(email, more), locale: 'en', page: '/newsletter', ip });
}

/** The secret in the last mail that asks an address to confirm. */
export async function confirmationToken(ctx: ByHand, email: string): Promise<string> {
	const mail = (await mailsOf(ctx, 'newsletter-confirm')).filter(({ to_address }) => to_address === email).at(-1);
	const token = /\/newsletter\/confirm\/([0-9a-z]+)/.exec(mail?.text ?? '')?.[1];
	if (!token) throw new Error(`no confirmation went to ${email}`);
	return token;
}

/** Subscribes an address, confirmation and all. @returns the secret of its links */
export async function subscribed(
	ctx: Context & ByHand,
	email: string,
	more: Partial<SubscribeInput> = {},
): Promise<string> {
	await ask(ctx, email, more, `192.0.2.${(email.length * 7) % 250}`);
	return (await confirm(ctx, visitor, await confirmationToken(ctx, email))).token;
}

/** Publishes an article now. @returns its slug */
export async function published(
	ctx: Context,
	editor: Actor,
	place: { organisation: string },
	title: string,
	more: { topics?: string[]; only?: Locale; sample?: boolean } = {},
): Promise<{ articleId: string; slug: string }> {
	const draft = wholeDraft(title);
	const texts = more.only ? { [more.only]: draft.texts?.[more.only] } : draft.texts;
	const content = { ...draft, texts, topics: more.topics ?? [], sample: more.sample ?? false };
	const { articleId } = await createArticle(ctx, editor, { organisation: place.organisation, content } as never);
	const { slug } = await publishArticle(ctx, editor, { articleId, revision: 1 });
	return { articleId, slug };
}

/** Goes to a day of November 2021 in Shanghai, stopping at the hours when an issue closes or goes out; does what is due. */
export async function untilDay(ctx: TestContext, last: number): Promise<void> {
	for (let date = new Date(ctx.clock.edition.now()).getUTCDate(); date <= last; date += 1) {
		for (const hour of ['05:50', '07:00', '09:00']) {
			const moment = instantOf(`2021-11-${date}T${hour}`, 'Asia/Shanghai');
			if (moment <= ctx.clock.edition.now()) continue;
			ctx.setNow(moment);
			await runDue(ctx, newsletterDueHandlers);
			await ctx.runJobs();
		}
	}
}
