import { inLocale } from '#core/i18n/index.ts';
import { nameOfRecord } from '#modules/editions/record-names.ts';
import { type RecordValue, splitKey } from '#modules/editions/records.ts';
import { historyOf } from '#modules/editions/server/index.ts';
import { openSite } from '../open-site.ts';
import type { PageServerLoad } from './$types';

/** So many records of a change are named in the list; the rest is counted. */
const mostNamed = 6;

export const load: PageServerLoad = async (event) => {
	const { ctx, actor, locale } = event.locals;
	const { edition, state } = await openSite(event);
	const key = event.url.searchParams.get('key') ?? undefined;
	const before = event.url.searchParams.get('before');
	const { changes, next } = await historyOf(ctx, actor, edition.id, {
		...(key ? { key } : {}),
		...(before && /^\d{1,9}$/.test(before) ? { before } : {}),
		locale,
	});
	const name = (of: string, value?: RecordValue) =>
		inLocale(nameOfRecord(state.merged, of, value ?? state.merged[of]), locale).text;
	return {
		of: key ? { key, name: name(key) } : null,
		changes: changes.map(({ records, ...change }) => ({
			...change,
			more: Math.max(0, records.length - mostNamed),
			records: records.slice(0, mostNamed).map((one) => {
				const whole = one.fields.find(({ path }) => path === '');
				const value = (whole?.to ?? whole?.from) as RecordValue | undefined;
				return {
					key: one.key,
					kind: splitKey(one.key).kind,
					change: one.kind,
					name: one.erased ? '' : name(one.key, value),
				};
			}),
		})),
		next,
		older: before !== null,
		drafts: state.drafts.length,
		done: event.url.searchParams.has('undone'),
	};
};
