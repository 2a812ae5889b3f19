import { and, eq, sql } from 'drizzle-orm';
import { originOf } from '#core/config/index.ts';
import type { Context } from '#core/context/index.ts';
import { formatInstant } from '#core/clock/index.ts';
import { mailAddressOf } from '#core/identity/index.ts';
import { inLocale, type Locale, localePath } from '#core/i18n/index.ts';
import type { JobData, JobHandlers } from '#core/jobs/index.ts';
import { bumpRevision } from '#core/http/index.ts';
import { queueMail } from '#core/mail/index.ts';
import type { PersonEntry } from '../answers.ts';
import { formatDeadline } from '#core/clock/format.ts';
import { fieldByRole } from '../form.ts';
import { answerByRole, numberLabel, project } from '../projection.ts';
import { personName, readableAnswer } from '../readable.ts';
import { askOfVersion } from './attestations/ask.ts';
import { messageMail, receiptMail } from './mail-texts.ts';
import { isReviewedBlind } from './identification/find-signs.ts';
import { noteSigns } from './identification/note-signs.ts';
import { carryOutBulk } from './bulk/carry-out.ts';
import { carryOutImport } from './import/confirm-import.ts';
import { inviteToClaim } from './import/invite-to-claim.ts';
import {
	askJob,
	bulkJob,
	claimJob,
	extensionJob,
	importJob,
	messageJob,
	movedJob,
	purgedJob,
	receiptJob,
	signsJob,
	stageNoticeJob,
} from './job-names.ts';
import { applicationColumns, formOfVersion, windowColumns } from './load.ts';
import { rememberedStages } from './load-stage.ts';
import { sendStageNotice } from './stage-notices.ts';
import { scopeOf } from './subject.ts';
import { sendExtension } from './windows/extend-call.ts';
import { application, applicationMessage, applicationVersion, call, callWindow } from './tables.ts';

/** What this module does in the background. Each job may run twice: mail is queued once for each key. */
export const jobHandlers: JobHandlers = {
	[receiptJob]: sendReceipt,
	[messageJob]: sendMessageNotice,
	[askJob]: askOfVersion,
	[signsJob]: noteSigns,
	[bulkJob]: carryOutBulk,
	[importJob]: carryOutImport,
	[claimJob]: inviteToClaim,
	[stageNoticeJob]: sendStageNotice,
	[extensionJob]: sendExtension,
	[movedJob]: renewPages,
	[purgedJob]: renewPages,
};

function linkTo(ctx: Context, locale: Locale, path: string): string {
	const origin = originOf(ctx.config);
	return `${origin}${localePath(locale, path)}`;
}

/** What became of an application may stand on a public page. A module that does more with it does this too. */
async function renewPages(ctx: Context, data: JobData): Promise<void> {
	const [place] = await ctx.db
		.select({ callId: call.id, editionId: call.editionId, organisationId: call.organisationId })
		.from(application)
		.innerJoin(call, eq(call.id, application.callId))
		.where(eq(application.id, String(data.application)));
	if (place) await bumpRevision(ctx, scopeOf(place));
}

async function sendReceipt(ctx: Context, data: JobData): Promise<void> {
	const found = await versionFor(ctx, String(data.application), Number(data.version));
	if (!found) return;
	if (isReviewedBlind(await rememberedStages(ctx, found.callId))) {
		await ctx.jobs.enqueue(ctx, signsJob, { application: found.id });
	}
	const { form, answers, locale, at, window } = found;
	const address = await mailAddressOf(ctx, found.personId);
	if (address === undefined) {
		ctx.log.warn('receipt-without-address', { application: found.id });
		return;
	}
	const track = fieldByRole(form, 'track');
	const number = numberLabel(found.numberPrefix, found.number);
	const mail = receiptMail.fill(locale, {
		number,
		title: project(form, answers).title || number,
		call: inLocale(found.callTitle, locale).text,
		track: track ? readableAnswer(track, answers[track.id], locale) : '',
		version: String(data.version),
		at: formatInstant(at, window.zone, locale),
		closes: formatDeadline(window.closesAt, window.zone, locale),
		link: linkTo(ctx, locale, `/me/applications/${found.id}`),
	});
	await queueMail(ctx, {
		key: `receipt:${found.id}:${data.version}`,
		kind: 'receipt',
		to: { address, name: nameAt(found, address) },
		...(found.contact ? { replyTo: { address: found.contact, name: '' } } : {}),
		locale,
		...mail,
		scope: scopeOf(found),
		personId: found.personId,
	});
}

async function sendMessageNotice(ctx: Context, data: JobData): Promise<void> {
	const [message] = await ctx.db
		.select()
		.from(applicationMessage)
		.where(eq(applicationMessage.id, String(data.message)));
	const found = message && (await versionFor(ctx, message.applicationId));
	if (!message || !found) return;
	const toApplicant = message.side === 'desk';
	const address = toApplicant ? await mailAddressOf(ctx, found.personId) : (found.contact ?? undefined);
	// A call without a contact address has its messages on the page 'today' only.
	if (address === undefined) return;
	const { locale } = found;
	const path = toApplicant ? `/me/applications/${found.id}` : `/desk/applications/${found.id}`;
	const mail = messageMail.fill(locale, {
		number: numberLabel(found.numberPrefix, found.number),
		title: found.title,
		call: inLocale(found.callTitle, locale).text,
		text: message.text,
		link: linkTo(ctx, locale, path),
	});
	await queueMail(ctx, {
		key: `message:${message.id}`,
		kind: 'message',
		to: { address, name: toApplicant ? nameAt(found, address) : '' },
		locale,
		...mail,
		scope: scopeOf(found),
		...(toApplicant ? { personId: found.personId } : {}),
	});
}

/** A version (the newest one unless told) with its application, form and window. One query, where its form is remembered. */
async function versionFor(ctx: Context, id: string, version?: number) {
	const [row] = await ctx.db
		.select({
			...applicationColumns,
			window: windowColumns,
			formVersion: applicationVersion.formVersion,
			answers: applicationVersion.answers,
			locale: applicationVersion.locale,
			at: applicationVersion.at,
		})
		.from(application)
		.innerJoin(call, eq(call.id, application.callId))
		.innerJoin(callWindow, eq(callWindow.callId, call.id))
		.innerJoin(
			applicationVersion,
			and(
				eq(applicationVersion.applicationId, application.id),
				eq(applicationVersion.version, version ?? sql`${application.version}`),
			),
		)
		.where(eq(application.id, id));
	return row && { ...row, form: await formOfVersion(ctx, row.callId, row.formVersion) };
}

type VersionRow = NonNullable<Awaited<ReturnType<typeof versionFor>>>;

/** The name of whom the address belongs to, among the people of the application. */
function nameAt({ form, answers }: Pick<VersionRow, 'form' | 'answers'>, address: string): string {
	const people = (answerByRole(form, answers, 'contributors') as PersonEntry[] | undefined) ?? [];
	const person = people.find((one) => one.email.toLowerCase() === address.toLowerCase());
	return person ? personName(person) : '';
}
