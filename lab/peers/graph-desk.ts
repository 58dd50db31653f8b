/** Microsoft Graph as its documentation describes sendMail, drafts, attachments and upload sessions, on loopback. */
import { createHash } from 'node:crypto';
import { type Desk, type DeskAnswer, type DeskRequest, openDesk } from './http-desk.ts';

export interface SentDraft {
  readonly message: Readonly<Record<string, unknown>>;
  readonly attachments: readonly {
    readonly name: string;
    readonly contentType: string;
    readonly contentId: string | null;
    readonly isInline: boolean;
    readonly sizeBytes: number;
    readonly sha256: string;
  }[];
}

export interface GraphDesk extends AsyncDisposable {
  /** The endpoint, without a final slash. */
  readonly url: string;
  readonly desk: Desk;
  /** MIME of sendMail. */
  readonly mails: string[];
  readonly drafts: SentDraft[];
  /** Drafts that are neither sent nor deleted. */
  readonly left: number;
  readonly deleted: number;
  /** `POST sendMail`, `PUT upload bytes 0-9/10`, ... in order. */
  readonly steps: string[];
}

/** A step may be answered in another way; null: as documented. `sent`: for a hang-up after the work was done. */
export type GraphScript = (
  step: string,
  request: DeskRequest,
) => DeskAnswer | 'do and hang up' | null | Promise<DeskAnswer | null>;

interface Draft {
  message: Record<string, unknown>;
  attachments: SentDraft['attachments'][number][];
}
interface Upload {
  readonly draft: string;
  readonly item: Record<string, unknown>;
  readonly hash: ReturnType<typeof createHash>;
  got: number;
}

export async function openGraph(script: GraphScript = () => null, keep = true): Promise<GraphDesk> {
  const mails: string[] = [];
  const sent: SentDraft[] = [];
  const steps: string[] = [];
  const drafts = new Map<string, Draft>();
  const uploads = new Map<string, Upload>();
  let serial = 0;
  let deleted = 0;

  const notFound: DeskAnswer = {
    status: 404,
    json: { error: { code: 'ErrorItemNotFound', message: 'not in the store' } },
  };
  const stepOf = ({ method, path, headers }: DeskRequest): string => {
    const tail = path.replace(/^\/v1\.0\/users\/[^/]+\//u, '').replace(/messages\/[^/?]+/u, 'messages/ID');
    if (path.startsWith('/upload/')) return `${method} upload ${headers['content-range'] ?? ''}`;
    return `${method} ${tail}`;
  };

  function usual(step: string, request: DeskRequest): DeskAnswer {
    const json = (): Record<string, unknown> => JSON.parse(request.body.toString('utf8')) as Record<string, unknown>;
    const id = /messages\/([^/?]+)/u.exec(request.path)?.[1] ?? '';
    if (step === 'POST sendMail') {
      mails.push(Buffer.from(request.body.toString('latin1'), 'base64').toString('latin1'));
      return { status: 202 };
    }
    if (step === 'POST messages') {
      serial += 1;
      drafts.set(`D${serial}`, { message: json(), attachments: [] });
      return { status: 201, json: { id: `D${serial}`, isDraft: true } };
    }
    if (step.startsWith('PUT upload')) {
      const upload = uploads.get(request.path);
      const [, from, to, size] = /^bytes (\d+)-(\d+)\/(\d+)$/u.exec(request.headers['content-range'] ?? '') ?? [];
      if (upload === undefined || from === undefined || Number(from) !== upload.got) return { status: 416, json: {} };
      const last = Number(to) + 1 === Number(size);
      if (request.headers.authorization !== undefined)
        return { status: 400, json: { error: { code: 'TokenOnUpload' } } };
      if (request.body.length !== Number(to) - Number(from) + 1 || request.body.length > 4_000_000)
        return { status: 400, json: {} };
      if (!last && request.body.length % 327_680 !== 0) return { status: 400, json: {} };
      upload.hash.update(request.body);
      upload.got += request.body.length;
      // As Outlook's upload places spell it; others do not.
      if (!last) return { status: 200, json: { NextExpectedRanges: [`${upload.got}`] } };
      drafts.get(upload.draft)?.attachments.push({
        name: String(upload.item['name']),
        contentType: String(upload.item['contentType']),
        contentId: (upload.item['contentId'] as string | undefined) ?? null,
        isInline: upload.item['isInline'] === true,
        sizeBytes: upload.got,
        sha256: upload.hash.digest('hex'),
      });
      return { status: 201, json: {} };
    }
    const draft = drafts.get(id);
    if (draft === undefined) return notFound;
    switch (step) {
      case 'POST messages/ID/attachments': {
        const { name, contentType, contentBytes, contentId, isInline } = json();
        const bytes = Buffer.from(String(contentBytes), 'base64');
        draft.attachments.push({
          name: String(name),
          contentType: String(contentType),
          contentId: (contentId as string | undefined) ?? null,
          isInline: isInline === true,
          sizeBytes: bytes.length,
          sha256: createHash('sha256').update(bytes).digest('hex'),
        });
        // What was created comes back, content and all.
        return { status: 201, json: { '@odata.type': '#microsoft.graph.fileAttachment', name, contentBytes } };
      }
      case 'POST messages/ID/attachments/createUploadSession': {
        const path = `/upload/${uploads.size + 1}?authtoken=secret-of-the-upload`;
        uploads.set(path, {
          draft: id,
          item: json()['AttachmentItem'] as Record<string, unknown>,
          hash: createHash('sha256'),
          got: 0,
        });
        return { status: 201, json: { uploadUrl: `${desk.url}${path}`, nextExpectedRanges: ['0-'] } };
      }
      case 'POST messages/ID/send':
        sent.push(draft);
        drafts.delete(id);
        return { status: 202 };
      case 'GET messages/ID?$select=id,isDraft':
        return { status: 200, json: { id, isDraft: true } };
      case 'DELETE messages/ID':
        drafts.delete(id);
        deleted += 1;
        return { status: 204 };
      default:
        return { status: 400, json: { error: { code: 'BadRequest', message: step } } };
    }
  }

  const desk = await openDesk(
    async (request) => {
      const step = stepOf(request);
      steps.push(step);
      const other = await script(step, request);
      if (other !== null && other !== 'do and hang up') return other;
      const done = usual(step, request);
      return other === null ? done : 'hang up';
    },
    { keep },
  );
  return {
    url: `${desk.url}/v1.0`,
    desk,
    mails,
    drafts: sent,
    get left() {
      return drafts.size;
    },
    get deleted() {
      return deleted;
    },
    steps,
    [Symbol.asyncDispose]: () => desk[Symbol.asyncDispose](),
  };
}
