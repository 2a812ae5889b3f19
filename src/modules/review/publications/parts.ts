/** The year in a date as files write it; undefined when there is none between 1900 and 2200. Pure. */
export function yearOf(text: string): number | undefined {
	const found = /(?<!\d)(19\d\d|20\d\d|21\d\d)(?!\d)/.exec(text);
	return found ? Number(found[1]) : undefined;
}

/** A DOI without the address of its resolver, in small letters; undefined when it is none. Pure. */
export function doiOf(text: string): string | undefined {
	const found = /10\.\d{4,9}\/[^\s"<>{}]{1,180}/.exec(text);
	return found ? found[0].replace(/[.,;)]+$/, '').toLowerCase() : undefined;
}

/** At most so many characters, none cut in half. Pure. */
export function cutText(text: string, most: number): string {
	return text.length <= most
		? text
		: text
				.slice(0, most)
				.replace(/[\ud800-\udbff]$/, '')
				.trim();
}
