import { eq } from 'drizzle-orm';
import { formatDeadline } from '#core/clock/format.ts';
import { originOf } from '#core/config/index.ts';
import type { Context } from '#core/context/index.ts';
import { mailAddressOf } from '#core/identity/index.ts';
import { inLocale, type Locale, localePath } from '#core/i18n/index.ts';
import type { JobData } from '#core/jobs/index.ts';
import { queueMail } from '#core/mail/index.ts';
import { notFound, Refusal } from '#core/refusal/index.ts';
import { fieldById } from '../fields.ts';
import { numberLabel } from '../projection.ts';
import { newestVersion } from './add-version.ts';
import { loadApplication } from './load.ts';
import {
	appealMail,
	appealRejectedMail,
	appealUpheldMail,
	requestAnsweredMail,
	requestMail,
} from './stage-mail-texts.ts';
import { appeal, infoRequest } from './stage-tables.ts';
import { scopeOf } from './subject.ts';

/** Mails the other side about a request for information or an appeal. May run twice: each mail has its key. */
export async function sendStageNotice(ctx: Context, data: JobData): Promise<void> {
	const id = String(data.id);
	switch (data.kind) {
		case 'request-asked':
		case 'request-extended':
			return noticeOfRequest(ctx, id, data);
		case 'request-answered': {
			const [request] = await ctx.db.select().from(infoRequest).where(eq(infoRequest.id, id));
			return toDesk(ctx, request?.applicationId, `request-answered:${id}`, (locale, words) =>
				requestAnsweredMail.fill(locale, words),
			);
		}
		case 'appeal-made': {
			const [made] = await ctx.db.select().from(appeal).where(eq(appeal.id, id));
			const text = made?.text ?? '';
			return toDesk(ctx, made?.applicationId, `appeal:${id}`, (locale, words) =>
				appealMail.fill(locale, { ...words, text }),
			);
		}
		case 'appeal-answered': {
			const [made] = await ctx.db.select().from(appeal).where(eq(appeal.id, id));
			const mail = made?.state === 'upheld' ? appealUpheldMail : appealRejectedMail;
			return toApplicant(ctx, made?.applicationId, `appeal-answered:${id}`, (locale, { words }) =>
				mail.fill(locale, { ...words, text: made?.answer ?? '' }),
			);
		}
		default:
			throw new Error(`no such notice: ${String(data.kind)}`);
	}
}

async function noticeOfRequest(ctx: Context, id: string, data: JobData): Promise<void> {
	const [request] = await ctx.db.select().from(infoRequest).where(eq(infoRequest.id, id));
	if (request?.state !== 'open') return;
	return toApplicant(
		ctx,
		request.applicationId,
		`${data.kind}:${id}:${data.dueAt ?? ''}`,
		(locale, { words, form, zone }) => {
			const labels = request.fields.map((field) => fieldById(form, field)?.label[locale] ?? field);
			return requestMail.fill(locale, {
				...words,
				note: request.note,
				asked: [...labels, ...request.questions.map(({ text }) => text)].join(locale === 'zh' ? '；' : '; '),
				due: formatDeadline(request.dueAt, zone, locale),
			});
		},
	);
}

interface Words extends Record<string, string> {
	number: string;
	title: string;
	call: string;
	link: string;
}

/** The application of a notice; undefined when it is gone. */
async function aboutOf(ctx: Context, applicationId: string | undefined) {
	if (applicationId === undefined) return undefined;
	try {
		const found = await loadApplication(ctx, applicationId);
		return { found, newest: await newestVersion(ctx, found) };
	} catch (error) {
		if (error instanceof Refusal && error.kind === notFound().kind) return undefined;
		throw error;
	}
}

type About = NonNullable<Awaited<ReturnType<typeof aboutOf>>>;

function wordsOf(ctx: Context, { found }: About, locale: Locale, path: string): Words {
	const number = numberLabel(found.numberPrefix, found.number);
	return {
		number,
		title: found.title || number,
		call: inLocale(found.callTitle, locale).text,
		link: `${originOf(ctx.config)}${localePath(locale, path)}`,
	};
}

type Filled = ReturnType<(typeof requestMail)['fill']>;

async function toApplicant(
	ctx: Context,
	applicationId: string | undefined,
	key: string,
	fill: (locale: Locale, about: { words: Words; form: About['newest']['form']; zone: string }) => Filled,
): Promise<void> {
	const about = await aboutOf(ctx, applicationId);
	const address = about && (await mailAddressOf(ctx, about.found.personId));
	if (!about || address === undefined) return;
	const { found, newest } = about;
	const { locale } = newest;
	const words = wordsOf(ctx, about, locale, `/me/applications/${found.id}`);
	await queueMail(ctx, {
		key,
		kind: 'stage',
		to: { address, name: '' },
		...(found.contact ? { replyTo: { address: found.contact, name: '' } } : {}),
		locale,
		...fill(locale, { words, form: newest.form, zone: found.window.zone }),
		scope: scopeOf(found),
		personId: found.personId,
	});
}

/** A call without a contact address has it on its desk only. */
async function toDesk(
	ctx: Context,
	applicationId: string | undefined,
	key: string,
	fill: (locale: Locale, words: Words) => Filled,
): Promise<void> {
	const about = await aboutOf(ctx, applicationId);
	if (!about?.found.contact) return;
	const { found, newest } = about;
	const { locale } = newest;
	await queueMail(ctx, {
		key,
		kind: 'stage',
		to: { address: found.contact as string, name: '' },
		locale,
		...fill(locale, wordsOf(ctx, about, locale, `/desk/applications/${found.id}`)),
		scope: scopeOf(found),
	});
}
