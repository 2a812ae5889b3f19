/*
 * What of a PDF is kept (ISO 32000-2): by kind of object, the keys that drawing and reading it aloud need. Any other key
 * goes, known or not: /Metadata, /PieceInfo, /LastModified, /Author in page pieces, /PTEX.InfoDict and /PTEX.FileName of
 * figures set by TeX, /AF, scripts and actions. To keep, not to forbid, is the only list that can be complete.
 */

/** How a value is copied: by name in `shapes`, `data` as it is (without streams' own keys), `page` as a page of the copy. */
export type ShapeName =
	| 'data'
	| 'page'
	| 'text'
	| 'resources'
	| 'states'
	| 'colours'
	| 'patterns'
	| 'shadings'
	| 'xobjects'
	| 'fonts'
	| 'properties'
	| 'state'
	| 'softMask'
	| 'pattern'
	| 'shading'
	| 'xobject'
	| 'group'
	| 'font'
	| 'glyphs'
	| 'encoding'
	| 'descriptor'
	| 'fontFile'
	| 'content'
	| 'property'
	| 'layers'
	| 'layersShown'
	| 'marked'
	| 'structure'
	| 'namespace'
	| 'numbers'
	| 'element';

export interface Shape {
	/** Keys of a dictionary, each with the shape of its value. */
	keys?: Readonly<Record<string, ShapeName>>;
	/** A dictionary with names of its own, all values of this shape. */
	map?: ShapeName;
	/** What its bytes are, where it is a stream. */
	bytes?: 'content' | 'image' | 'bare';
}

const all = (shape: ShapeName, names: string): Record<string, ShapeName> =>
	Object.fromEntries(names.split(' ').map((name) => [name, shape]));

export const shapes: Record<Exclude<ShapeName, 'data' | 'page' | 'text'>, Shape> = {
	resources: {
		keys: {
			ExtGState: 'states',
			ColorSpace: 'colours',
			Pattern: 'patterns',
			Shading: 'shadings',
			XObject: 'xobjects',
			Font: 'fonts',
			Properties: 'properties',
			ProcSet: 'data',
		},
	},
	states: { map: 'state' },
	colours: { map: 'data' },
	patterns: { map: 'pattern' },
	shadings: { map: 'shading' },
	xobjects: { map: 'xobject' },
	fonts: { map: 'font' },
	properties: { map: 'property' },
	state: {
		keys: {
			...all('data', 'Type LW LC LJ ML D RI OP op OPM BG BG2 UCR UCR2 TR TR2 HT FL SM SA BM CA ca AIS TK'),
			Font: 'font',
			SMask: 'softMask',
		},
	},
	softMask: { keys: { ...all('data', 'Type S BC TR'), G: 'xobject' } },
	pattern: {
		keys: {
			...all('data', 'Type PatternType PaintType TilingType BBox XStep YStep Matrix'),
			Resources: 'resources',
			Shading: 'shading',
			ExtGState: 'state',
		},
		bytes: 'content',
	},
	shading: {
		keys: all(
			'data',
			'Type ShadingType ColorSpace Background BBox AntiAlias Coords Domain Extend Function Matrix BitsPerCoordinate BitsPerComponent BitsPerFlag Decode VerticesPerRow',
		),
		bytes: 'bare',
	},
	/** Forms and pictures; PostScript is dropped. */
	xobject: {
		keys: {
			...all('data', 'Type Subtype FormType BBox Matrix StructParent StructParents Width Height ColorSpace'),
			...all('data', 'BitsPerComponent Intent ImageMask SMaskInData Decode Interpolate Matte'),
			Resources: 'resources',
			Group: 'group',
			OC: 'property',
			Mask: 'xobject',
			SMask: 'xobject',
		},
		bytes: 'image',
	},
	group: { keys: all('data', 'Type S CS I K') },
	font: {
		keys: {
			...all(
				'data',
				'Type Subtype BaseFont Name FirstChar LastChar Widths CIDSystemInfo DW W DW2 W2 FontBBox FontMatrix',
			),
			FontDescriptor: 'descriptor',
			Encoding: 'encoding',
			ToUnicode: 'encoding',
			DescendantFonts: 'font',
			CIDToGIDMap: 'encoding',
			CharProcs: 'glyphs',
			Resources: 'resources',
		},
	},
	glyphs: { map: 'content' },
	encoding: {
		keys: { ...all('data', 'Type BaseEncoding Differences CMapName CIDSystemInfo WMode'), UseCMap: 'encoding' },
		bytes: 'bare',
	},
	descriptor: {
		keys: {
			...all(
				'data',
				'Type FontName FontFamily FontStretch FontWeight Flags FontBBox ItalicAngle Ascent Descent Leading',
			),
			...all('data', 'CapHeight XHeight StemV StemH AvgWidth MaxWidth MissingWidth CharSet Style Lang FD'),
			FontFile: 'fontFile',
			FontFile2: 'fontFile',
			FontFile3: 'fontFile',
			CIDSet: 'encoding',
		},
	},
	fontFile: { keys: all('data', 'Length1 Length2 Length3 Subtype'), bytes: 'bare' },
	content: { keys: {}, bytes: 'content' },
	/** Layers (whose names are replaced) and what marked content says of itself. */
	property: {
		keys: { ...all('data', 'Type P VE MCID'), ...all('text', 'ActualText Alt E Lang'), OCGs: 'property' },
	},
	layers: { keys: { OCGs: 'property', D: 'layersShown' } },
	layersShown: { keys: { BaseState: 'data', ON: 'property', OFF: 'property' } },
	marked: { keys: { Marked: 'data' } },
	structure: {
		keys: {
			...all('data', 'Type ParentTreeNextKey RoleMap ClassMap'),
			K: 'element',
			ParentTree: 'numbers',
			Namespaces: 'namespace',
		},
	},
	namespace: { keys: { ...all('data', 'Type RoleMapNS'), NS: 'text' } },
	numbers: { keys: { Nums: 'element', Limits: 'data', Kids: 'numbers' } },
	/** An element of the structure, or what it holds. */
	element: {
		keys: {
			...all('data', 'Type S A C R MCID'),
			...all('text', 'Alt ActualText Lang E'),
			P: 'element',
			K: 'element',
			Pg: 'page',
			NS: 'namespace',
			Stm: 'xobject',
		},
	},
};

/** Keys that no dictionary of data keeps. */
export const neverData =
	/^(Metadata|PieceInfo|LastModified|Private|AF|AA|A|JS|Author|Creator|Producer|UserProperties|PTEX\..*)$/;

/** What streams of data may say of themselves: functions, colour profiles, halftones. */
export const streamData =
	/^(FunctionType|Domain|Range|Size|BitsPerSample|Order|Encode|Decode|N|Alternate|C0|C1|Functions|Bounds|Type|HalftoneType|Width|Height|Width2|Height2|TransferFunction|Xsquare|Ysquare)$/;
