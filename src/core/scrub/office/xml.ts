/** Attributes that name people, by what they are called behind the prefix. */
const people =
	/(\s(?:[\w-]+:)?(?:author|initials|userName|userId|user|refreshedBy|lastModifiedBy|creator|providerId|presenceInfo|lastEdited|personId|authorId))=("[^"]*"|'[^']*')/gi;
/** When something was changed, and in which sitting of its author. */
const traces =
	/\s(?:[\w-]+:)?(?:rsid\w*|date|dateUtc|modified|refreshedDate|refreshedDateIso|paraId|textId)=("[^"]*"|'[^']*')/gi;

/** Elements that go with all they hold, by the names that the standard gives them. */
const gone = [
	...['w:del', 'w:moveFrom', 'w:rsids', 'w:docVars', 'w:mailMerge', 'w:attachedTemplate', 'w:dataBinding'],
	...['w:commentRangeStart', 'w:commentRangeEnd', 'w:commentReference', 'w:saveThroughXslt', 'w:writeProtection'],
	...[
		'w:documentProtection',
		'w:pPrChange',
		'w:rPrChange',
		'w:tblPrChange',
		'w:tcPrChange',
		'w:trPrChange',
		'w:sectPrChange',
	],
	...['w:moveFromRangeStart', 'w:moveFromRangeEnd', 'w:moveToRangeStart', 'w:moveToRangeEnd', 'w14:docId', 'w15:docId'],
	...[
		'p:custDataLst',
		'p:custShowLst',
		'x15ac:absPath',
		'fileSharing',
		'fileRecoveryPr',
		'legacyDrawing',
		'legacyDrawingHF',
	],
	...['picture', 'customSheetViews', 'customWorkbookViews', 'xr:revisionPtr', 'webPublishing', 'smartTagPr'],
];
const unwrapped = ['w:ins', 'w:moveTo', 'w:smartTag'];

/**
 * A shown part of an Office document without its people: comments and their marks, tracked changes (taken as accepted: what
 * was deleted is gone), sittings, paths, addresses behind links and fields, data of reference managers.
 */
export function cleanXml(xml: string): string {
	let text = xml.replace(/<!--[\s\S]*?-->/g, '');
	for (const name of gone) {
		const one = name.replace('.', '\\.');
		text = text.replace(new RegExp(`<${one}(?=[\\s/>])[^>]*/>`, 'g'), '');
		text = text.replace(new RegExp(`<${one}(?=[\\s>])[^>]*>[\\s\\S]*?</${one}\\s*>`, 'g'), '');
	}
	for (const name of unwrapped) text = text.replace(new RegExp(`</?${name}(?=[\\s/>])[^>]*>`, 'g'), '');
	return text
		.replace(people, '$1=""')
		.replace(/<[^>]*>/g, (tag) =>
			tag.startsWith('<?') ? tag : tag.replace(traces, '').replace(/\sr:id=("[^"]*"|'[^']*')/, keptId(tag)),
		)
		.replace(
			/(<w:instrText\b[^>]*>)([\s\S]*?)(<\/w:instrText>)/g,
			(_, open, words, close) => open + plainField(words) + close,
		)
		.replace(/(\sw:instr=)"([^"]*)"/g, (_, attribute, words) => `${attribute}"${plainField(words)}"`)
		.replace(/(\s(?:descr|title|alt|o:title)=)"([^"]*)"/g, (whole, attribute, words) =>
			/[\\/]|\.\w{2,4}$|@/.test(words) ? `${attribute}""` : whole,
		);
}

/** The settings of a printer, which is named after its place, go from the page that refers to them. */
const keptId = (tag: string) => (/^<pageSetup\b/.test(tag) ? '' : '$&');

/** A field's order: where it leads to, and what a reference manager keeps in it, goes. */
function plainField(words: string): string {
	if (/^\s*ADDIN\b/i.test(words)) return ' ADDIN ';
	if (/[{}]|:\/\//.test(words) && !/&quot;|"/.test(words)) return '';
	return words.replace(/(&quot;|")(?:(?!\1).)*?[\\/@:](?:(?!\1).)*(\1|$)/g, '$1$1');
}
