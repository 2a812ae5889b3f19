/*
 * What a reader of workbooks needs of XML. Each walk looks at every character a constant number of times, whatever stands
 * there: a file that was made to be slow is read as fast as any.
 */

/** An element: what stands in its tag after the name, what between its tags, and its place. */
export interface XmlElement {
	about: string;
	inner: string;
	from: number;
	until: number;
}

/** The elements of a name, one after the other. One that is not ended ends the walk. */
export function* elementsOf(xml: string, name: string): Generator<XmlElement> {
	const end = `</${name}>`;
	for (let at = 0; ; ) {
		const tag = nextTag(xml, name, at);
		if (!tag) return;
		if (tag.about.endsWith('/')) {
			yield { ...tag, about: tag.about.slice(0, -1), inner: '' };
			at = tag.until;
			continue;
		}
		const ends = xml.indexOf(end, tag.until);
		if (ends < 0) return;
		at = ends + end.length;
		yield { ...tag, inner: xml.slice(tag.until, ends), until: at };
	}
}

/** What stands in each beginning tag of a name. */
export function* tagsOf(xml: string, name: string): Generator<string> {
	for (let tag = nextTag(xml, name, 0); tag; tag = nextTag(xml, name, tag.until)) yield tag.about;
}

/** A text without the elements of a name. */
export function withoutElements(xml: string, name: string): string {
	let kept = '';
	let at = 0;
	for (const { from, until } of elementsOf(xml, name)) {
		kept += xml.slice(at, from);
		at = until;
	}
	return at === 0 ? xml : kept + xml.slice(at);
}

/** An attribute of a tag, as it is written. */
export function attributeOf(about: string, name: string): string | undefined {
	return new RegExp(`(?:^|\\s)${name}="([^"]*)"`).exec(about)?.[1];
}

function nextTag(xml: string, name: string, start: number): { about: string; from: number; until: number } | undefined {
	const begin = `<${name}`;
	let from = xml.indexOf(begin, start);
	// Another name may begin with this one.
	while (from >= 0 && !/[\s/>]/.test(xml[from + begin.length] ?? '')) from = xml.indexOf(begin, from + begin.length);
	if (from < 0) return undefined;
	const until = xml.indexOf('>', from) + 1;
	return until === 0 ? undefined : { about: xml.slice(from + begin.length, until - 1), from, until };
}
