import type { Locale } from '#core/i18n/index.ts';
import type { RecordValue } from '#core/record-form/index.ts';
import { differenceByWords } from '#core/text/index.ts';
import { fieldChanges } from '#modules/editions/merge.ts';
import { placeText } from '#modules/newsroom/ui/differences.ts';
import { articlePlace } from '#modules/newsroom/ui/field-labels.ts';
import type { ConflictField, RecordConflict } from '../../[edition]/site/conflict.ts';

/** Two drafts of one article, and the one that both began with as far as it is known. */
export interface TwoDrafts {
	shown: RecordValue | null;
	mine: RecordValue;
	theirs: RecordValue;
}

/** The places in which two drafts differ, each with who changed it since both began. Pictures are uploaded, not written. Pure. */
export function conflictPlaces({ shown, mine, theirs }: TwoDrafts, locale: Locale): ConflictField[] {
	const changedSince = (draft: RecordValue) =>
		new Set(fieldChanges(withoutPictures(shown ?? {}), withoutPictures(draft)).map(({ path }) => path));
	const [own, others] = [changedSince(mine), changedSince(theirs)];
	return fieldChanges(withoutPictures(theirs), withoutPictures(mine)).map(({ path, from, to }) => {
		const [his, my] = [placeText(from, locale), placeText(to, locale)];
		return {
			path,
			label: articlePlace(path, locale),
			mine: my,
			theirs: his,
			parts: differenceByWords(his, my),
			changed: own.has(path) && others.has(path) ? 'both' : own.has(path) ? 'mine' : 'theirs',
		};
	});
}

/** What the page needs to let somebody choose between two drafts. Pure. */
export function conflictOf(
	drafts: TwoDrafts,
	about: { by: string; at: number; revision: number; locale: Locale },
): RecordConflict {
	const { by, at, revision, locale } = about;
	return {
		by,
		at,
		published: false,
		fields: conflictPlaces(drafts, locale),
		mine: withoutPictures(drafts.mine),
		shown: drafts.shown,
		goes: null,
		version: revision,
		base: '',
	};
}

function withoutPictures({ pictures: _, ...rest }: RecordValue): RecordValue {
	return rest;
}
