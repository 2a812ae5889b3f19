import { inflateSync } from 'node:zlib';
import { PDFDocument, PDFHexString, PDFName, PDFString, StandardFonts } from '@cantoo/pdf-lib';
import { packZip } from '#core/zip/index.ts';

/* Files for tests that name their maker wherever a file can, and a search for names in files. */

/** A PDF of one page that says `shown`, with a token wherever a PDF has room for one: `token(place)` gives each its own. */
export async function tellingPdf(
	token: (place: string) => string,
	shown: string,
	jpeg?: Uint8Array,
): Promise<Uint8Array> {
	const pdf = await PDFDocument.create();
	const font = await pdf.embedFont(StandardFonts.Helvetica);
	const page = pdf.addPage([300, 200]);
	page.drawText(shown, { x: 20, y: 150, size: 12, font });
	if (jpeg) page.drawImage(await pdf.embedJpg(jpeg), { x: 20, y: 20, width: 50, height: 50 });
	pdf.setTitle(token('title'));
	pdf.setAuthor(token('author'));
	pdf.setSubject(token('subject'));
	pdf.setKeywords([token('keywords')]);
	pdf.setCreator(token('creator'));
	pdf.setProducer(token('producer'));
	await pdf.attach(Buffer.from(token('attached-text')), `${token('attached')}.txt`, {
		description: token('attached-about'),
	});
	pdf.addJavaScript(token('script-name'), `app.alert('${token('script')}')`);
	// What is attached is written when it is flushed, and makes the tree of names.
	await pdf.flush();
	const { context, catalog } = pdf;
	const text = (place: string) => PDFHexString.fromText(token(place));
	const xmp = `<?xpacket begin=""?><x:xmpmeta xmlns:x="adobe:ns:meta/"><dc:creator>${token('xmp')}</dc:creator></x:xmpmeta>`;
	catalog.set(PDFName.of('Metadata'), context.register(context.stream(xmp, { Type: 'Metadata', Subtype: 'XML' })));
	catalog.set(PDFName.of('PieceInfo'), context.obj({ Word: { Private: { Author: text('piece') } } }));
	catalog.set(PDFName.of('URI'), context.obj({ Base: PDFString.of(`https://${token('base')}.example/`) }));
	catalog.set(PDFName.of('Lang'), PDFString.of('en'));
	page.node.set(PDFName.of('PieceInfo'), context.obj({ TeX: { Private: text('page-piece') } }));
	page.node.set(PDFName.of('LastModified'), PDFString.of(token('modified')));
	page.node.set(PDFName.of('PTEX.FileName'), PDFString.of(`/home/${token('path')}/paper.tex`));
	const note = context.obj({
		...{ Type: 'Annot', Subtype: 'Text', Rect: [10, 10, 20, 20] },
		...{ T: text('note-author'), Contents: text('note'), NM: text('note-name') },
	});
	const link = context.obj({
		...{ Type: 'Annot', Subtype: 'Link', Rect: [10, 30, 20, 40] },
		A: { S: 'URI', URI: PDFString.of(`https://${token('link')}.example/me`) },
	});
	const within = context.obj({
		...{ Type: 'Annot', Subtype: 'Link', Rect: [10, 50, 20, 60], Contents: text('link-words') },
		A: { S: 'GoTo', D: PDFString.of(token('place')) },
	});
	const look = context.stream('0 0 10 10 re f', {
		...{ Type: 'XObject', Subtype: 'Form', BBox: [0, 0, 10, 10] },
		'PTEX.InfoDict': { Author: text('figure') },
	});
	const stamp = context.obj({
		...{ Type: 'Annot', Subtype: 'Highlight', Rect: [100, 10, 110, 20], F: 4 },
		...{ T: text('mark-author'), AP: { N: context.register(look) } },
	});
	const annotations = [note, link, within, stamp].map((one) => context.register(one));
	page.node.set(PDFName.of('Annots'), context.obj(annotations));
	const names = catalog.lookup(PDFName.of('Names'));
	if (names && 'set' in names) {
		const places = context.obj({ Names: [PDFString.of(token('place')), [page.ref, PDFName.of('Fit')]] });
		(names as typeof catalog).set(PDFName.of('Dests'), context.register(places));
	}
	const layer = context.register(context.obj({ Type: 'OCG', Name: text('layer') }));
	catalog.set(PDFName.of('OCProperties'), context.obj({ OCGs: [layer], D: { ON: [layer], Creator: text('layers') } }));
	context.trailerInfo.ID = context.obj([PDFHexString.fromText(token('id')), PDFHexString.fromText(token('id'))]);
	const remark = context.stream(`% ${token('remark')}\n(100%) pop % ${token('remark')}\n q Q`);
	page.node.set(PDFName.of('Contents'), context.obj([...contentsOf(page.node), context.register(remark)]));
	return pdf.save({ useObjectStreams: false, addDefaultPage: false });
}

function contentsOf(node: { Contents(): unknown; get(key: PDFName): unknown }) {
	const held = node.get(PDFName.of('Contents')) as { asArray?: () => never[] } | undefined;
	return held?.asArray ? held.asArray() : held ? [held as never] : [];
}

/** All that stands in a PDF or ZIP in any packing: its bytes, and those of whatever in it is deflated. */
export function unpackedBytes(bytes: Uint8Array): Buffer {
	const raw = Buffer.from(bytes);
	const parts = [raw];
	for (let at = raw.indexOf('stream'); at >= 0; at = raw.indexOf('stream', at + 6)) {
		const from = at + (raw[at + 6] === 13 ? 8 : 7);
		try {
			parts.push(inflateSync(raw.subarray(from), { finishFlush: 2 }));
		} catch {
			// A stream that is packed otherwise, or none.
		}
	}
	return Buffer.concat(parts);
}

/** Ways in which a word can stand in bytes: as it is, UTF-16 of both orders, hexadecimal, base64 at each place, percent signs. */
export function waysToWrite(word: string): Buffer[] {
	const plain = Buffer.from(word);
	const little = Buffer.from(word, 'utf16le');
	const big = Buffer.from(little).swap16();
	const hex = [plain, big].flatMap((one) => [one.toString('hex'), one.toString('hex').toUpperCase()]);
	const base64 = [0, 1, 2].map((shift) => {
		const coded = Buffer.concat([Buffer.alloc(shift), plain])
			.toString('base64')
			.replace(/=+$/, '');
		return coded.slice(Math.ceil((shift * 8) / 6), coded.length - 1);
	});
	const percent = [...plain].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');
	return [plain, little, big, ...[...hex, ...base64, percent].map((text) => Buffer.from(text))];
}

/** A Word document of one paragraph, with a token wherever Word writes one. */
export async function tellingDocx(token: (place: string) => string, shown: string): Promise<Uint8Array> {
	const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
	const w =
		'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"';
	const relation = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
	const type = 'application/vnd.openxmlformats-officedocument.wordprocessingml';
	const rels = (inner: string) =>
		`${head}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${inner}</Relationships>`;
	const parts: Record<string, string> = {
		'[Content_Types].xml': `${head}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="${type}.document.main+xml"/><Override PartName="/word/comments.xml" ContentType="${type}.comments+xml"/><Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>`,
		'_rels/.rels': rels(
			`<Relationship Id="rId1" Type="${relation}/officeDocument" Target="word/document.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/>`,
		),
		'docProps/core.xml': `${head}<cp:coreProperties><dc:creator>${token('creator')}</dc:creator><cp:lastModifiedBy>${token('last')}</cp:lastModifiedBy></cp:coreProperties>`,
		'docProps/app.xml': `${head}<Properties><Company>${token('company')}</Company><Manager>${token('manager')}</Manager><Template>${token('template')}.dotx</Template></Properties>`,
		'docProps/custom.xml': `${head}<Properties><property name="${token('custom')}"/></Properties>`,
		'customXml/item1.xml': `${head}<b:Sources><b:Author>${token('source')}</b:Author></b:Sources>`,
		'word/comments.xml': `${head}<w:comments ${w}><w:comment w:id="0" w:author="${token('comment-author')}"><w:p><w:r><w:t>${token('comment')}</w:t></w:r></w:p></w:comment></w:comments>`,
		'word/people.xml': `${head}<w15:people><w15:person w15:author="${token('person')}"/></w15:people>`,
		'word/settings.xml': `${head}<w:settings ${w}><w:attachedTemplate r:id="rId9"/><w:rsids><w:rsid w:val="00AB12CD"/></w:rsids><w:docVars><w:docVar w:name="x" w:val="${token('variable')}"/></w:docVars></w:settings>`,
		'word/_rels/settings.xml.rels': rels(
			`<Relationship Id="rId9" Type="${relation}/attachedTemplate" Target="file:///C:\\Users\\${token('home')}\\t.dotx" TargetMode="External"/>`,
		),
		'word/document.xml': `${head}<w:document ${w}><w:body><w:p w:rsidR="00AB12CD"><w:commentRangeStart w:id="0"/><w:r><w:t>${shown}</w:t></w:r><w:commentRangeEnd w:id="0"/><w:r><w:commentReference w:id="0"/></w:r><w:ins w:id="1" w:author="${token('inserted')}" w:date="2021-01-01T00:00:00Z"><w:r><w:t> and more</w:t></w:r></w:ins><w:del w:id="2" w:author="${token('deleted')}"><w:r><w:delText>${token('deleted-text')}</w:delText></w:r></w:del><w:hyperlink r:id="rId5"><w:r><w:t>our code</w:t></w:r></w:hyperlink><w:r><w:instrText xml:space="preserve"> HYPERLINK "https://${token('field')}.example/" </w:instrText></w:r><w:r><w:instrText> ADDIN CSL_CITATION {"uris":["${token('citation')}"]} </w:instrText></w:r></w:p></w:body></w:document>`,
		'word/_rels/document.xml.rels': rels(
			`<Relationship Id="rId5" Type="${relation}/hyperlink" Target="https://${token('hyperlink')}.example/" TargetMode="External"/><Relationship Id="rId6" Type="${relation}/comments" Target="comments.xml"/><Relationship Id="rId7" Type="${relation}/settings" Target="settings.xml"/>`,
		),
	};
	const pieces: Uint8Array[] = [];
	const files = Object.entries(parts).map(([path, text]) => ({ path, read: async () => Buffer.from(text) }));
	for await (const piece of packZip(files)) pieces.push(piece);
	return Buffer.concat(pieces);
}
