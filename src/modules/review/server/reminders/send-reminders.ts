import { formatDeadline } from '#core/clock/format.ts';
import { originOf } from '#core/config/index.ts';
import type { Context } from '#core/context/index.ts';
import { mailAddressesOf } from '#core/identity/index.ts';
import { newId } from '#core/ids/index.ts';
import { inLocale, type Locale, localePath } from '#core/i18n/index.ts';
import { queueMail } from '#core/mail/index.ts';
import { instantOf } from '#modules/calls/local-time.ts';
import { displayName } from '#modules/people/name.ts';
import { readPeople } from '#modules/people/server/index.ts';
import { reviewReminder } from '../reminder-tables.ts';
import type { StageAt } from '../stage-at.ts';
import { lateMail, reminderMail } from './mail-texts.ts';
import type { Missing } from './missing.ts';
import { wantedAt } from './wanted-at.ts';

/**
 * Reminds people of what they have not scored: each once by each rule, whatever asks how often. Who has no address gets
 * none, and stays to be reminded. Part of the caller's transaction.
 * @returns how many were reminded
 */
export async function sendReminders(
	tx: Context,
	at: StageAt,
	missing: readonly Missing[],
	by: { rule: string; person: string | null },
): Promise<number> {
	const people = missing.map(({ person }) => person);
	const addresses = await mailAddressesOf(tx, people);
	const reached = missing.filter(({ person }) => addresses.has(person));
	if (reached.length === 0) return 0;
	const now = tx.clock.edition.now();
	const written = await tx.db
		.insert(reviewReminder)
		.values(
			reached.map(({ person, applications }) => ({
				id: newId(),
				callId: at.call.callId,
				stageId: at.stage.id,
				personId: person,
				rule: by.rule,
				missing: applications.length,
				byPersonId: by.person,
				at: now,
			})),
		)
		.onConflictDoNothing()
		.returning({ id: reviewReminder.id, person: reviewReminder.personId });
	const records = await readPeople(tx, people);
	for (const { id, person } of written) {
		const one = reached.find((each) => each.person === person) as Missing;
		const record = records.get(person);
		const locale = record?.preferredLanguage ?? 'en';
		await queueMail(tx, {
			key: `review-reminder:${id}`,
			kind: 'review',
			to: { address: addresses.get(person) as string, name: record ? displayName(record.names, locale) : '' },
			locale,
			...textOf(tx, at, one, locale, now),
			scope: at.call.scope,
			personId: person,
		});
	}
	return written.length;
}

/** What a reminder says: numbers only, since mail is kept for long. */
export function textOf(ctx: Context, at: StageAt, { applications }: Missing, locale: Locale, now: number) {
	const { call, stage } = at;
	const end = stage.closes === undefined ? null : instantOf(stage.closes, call.zone, 'end');
	const wanted = wantedAt(at);
	const say = (instant: number | null) => (instant === null ? '' : formatDeadline(instant, call.zone, locale));
	const words = {
		count: String(applications.length),
		call: inLocale(call.title, locale).text,
		stage: stage.label[locale],
		numbers: applications.map(({ number }) => number).join(locale === 'zh' ? '、' : ', '),
		closes: say(end),
		link: `${originOf(ctx.config)}${localePath(locale, '/review')}`,
	};
	if (end !== null && now >= end) return lateMail.fill(locale, words);
	return reminderMail.fill(locale, { ...words, wanted: wanted !== null && wanted !== end ? say(wanted) : '' });
}
