import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { harmlessHtml } from './harmless-html.ts';

const CORPUS = [
  '<script>alert(1)</script>',
  '<ScRiPt src=//evil.test/x.js></sCrIpT>',
  '<img src=x onerror=alert(1)>',
  '<img src="https://evil.test/pixel.gif" alt="a">',
  '<svg/onload=alert(1)>',
  '<svg><script>alert&#40;1)</script></svg>',
  '<a href="javascript:alert(1)">x</a>',
  '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
  '<object data="//evil.test"></object><embed src="//evil.test">',
  '<base href="//evil.test/"><form action="//evil.test"><input name=q><button>go</button></form>',
  '<style>@import "//evil.test"; body{background:url(//evil.test)}</style>',
  '<div style="background:url(//evil.test)" onclick="alert(1)">x</div>',
  '<meta http-equiv=refresh content="0;url=//evil.test">',
  '<link rel=stylesheet href=//evil.test>',
  '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">',
  '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
  '<<img src=x onerror=alert(1)>>',
  '<p/title="><img src=x onerror=alert(1)>">',
  '&lt;script&gt;alert(1)&lt;/script&gt;',
  '<video poster=//evil.test><source src=//evil.test onerror=alert(1)></video>',
  '<td background="//evil.test">',
  '<textarea><img src=x onerror=alert(1)></textarea>',
  '<p>unclosed <b',
];

/** Tags without attributes; any other angle bracket would be one of the stranger's. */
const isHarmless = (made: string): boolean => !/[<>]/u.test(made.replaceAll(/<\/?[a-z][a-z0-9]{0,9}>/gu, ''));
const BAD = /<\/?(?:script|img|svg|iframe|object|embed|base|form|input|button|style|meta|link|video|source|math)/iu;

test('what runs, loads or leads anywhere is not in it', () => {
  for (const html of CORPUS) {
    const made = harmlessHtml(html);
    assert.ok(isHarmless(made), `${html} became ${made}`);
    assert.doesNotMatch(made, BAD);
  }
});

test('whatever is put in, only bare tags come out', () => {
  const piece = fc.oneof(
    fc.constantFrom(...CORPUS),
    fc.string(),
    fc.constantFrom('<', '>', '"', "'", '<!--', '-->', '</', '&lt;'),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
      const made = harmlessHtml(pieces.join(''));
      return isHarmless(made) && !BAD.test(made);
    }),
  );
});

test('text, structure, names of pictures and the targets of links stay', () => {
  const html =
    '<html><head><title>t</title></head><body><p class=x>Dear&nbsp;<b>Ann</b> &amp; Bob</p><img alt="Logo" src=x><a href="https://evil.test/?a=1&amp;b">Sign in</a><br></body></html>';
  assert.equal(
    harmlessHtml(html),
    '<p>Dear\u00a0<b>Ann</b> &amp; Bob</p>[Logo]Sign in [https://evil.test/?a=1&amp;b]<br>',
  );
});
