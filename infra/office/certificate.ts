/** The certificate of the office's door: its own, or one that is made here at the first start. */
import 'reflect-metadata'; // the certificate's library asks for it before it is loaded
import { webcrypto, X509Certificate } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { createSecureContext } from 'node:tls';
import {
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  PemConverter,
  SubjectAlternativeNameExtension,
  X509CertificateGenerator,
} from '@peculiar/x509';
import { writeWhole } from '../small-cloud/data-folder/kept-json.ts';
import { officePath } from './settings.ts';

export interface DoorCertificate {
  cert: string;
  key: string;
  /** SHA-256, as browsers show it. */
  fingerprint: string;
  validTo: number;
  madeHere: boolean;
}

const DAY_MS = 86_400_000;
/** The longest that browsers take. */
const MADE_DAYS = 820;
/** One made here is made anew at a start when it has less than that. */
const RENEW_DAYS = 30;

/** @throws with one line that says what is wrong with the files */
export function readCertificate(
  paths: { cert: string; key: string },
  host: string,
  now: number,
  madeHere = false,
): DoorCertificate {
  const [cert, key] = [readPem(paths.cert), readPem(paths.key)];
  let read: X509Certificate;
  try {
    read = new X509Certificate(cert);
    createSecureContext({ cert, key });
  } catch (cause) {
    throw new Error(`${paths.cert} and ${paths.key} are no certificate with its key: ${said(cause)}`);
  }
  const [from, validTo] = [Date.parse(read.validFrom), Date.parse(read.validTo)];
  if (validTo < now) throw new Error(`the certificate ${paths.cert} has expired on ${day(validTo)}; put in a new one`);
  if (from > now) throw new Error(`the certificate ${paths.cert} is valid from ${day(from)} only`);
  const fits = isIP(host) === 0 ? read.checkHost(host) : read.checkIP(host);
  if (fits === undefined) throw new Error(`the certificate ${paths.cert} is not for ${host}`);
  return { cert, key, fingerprint: read.fingerprint256, validTo, madeHere };
}

const PEM = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g;

/** The certificates of the CAs that an issuer's own is signed by. @throws with one line that says what is wrong */
export function readAuthorities(path: string, now: number): string[] {
  const found = readPem(path).match(PEM) ?? [];
  if (found.length === 0) throw new Error(`${path} holds no certificate (PEM, -----BEGIN CERTIFICATE-----)`);
  for (const pem of found) {
    let validTo: number;
    try {
      validTo = Date.parse(new X509Certificate(pem).validTo);
    } catch (cause) {
      throw new Error(`${path} holds a damaged certificate: ${said(cause)}`);
    }
    if (validTo < now) throw new Error(`a certificate in ${path} has expired on ${day(validTo)}; put in a new one`);
  }
  return found;
}

/** The one that an earlier start has made, or a new one. */
export async function openOwnCertificate(data: string, host: string, now: number): Promise<DoorCertificate> {
  const paths = { cert: officePath(data, 'certificate.pem'), key: officePath(data, 'key.pem') };
  if (existsSync(paths.cert) && existsSync(paths.key)) {
    try {
      const kept = readCertificate(paths, host, now, true);
      if (kept.validTo - now > RENEW_DAYS * DAY_MS) return kept;
    } catch {
      // Of another host, run out or damaged: a new one is made, and its fingerprint is printed.
    }
  }
  const made = await makeCertificate(host, now);
  writeWhole(paths.key, made.key);
  writeWhole(paths.cert, made.cert);
  return readCertificate(paths, host, now, true);
}

/** Signed by itself, for one host. */
export async function makeCertificate(host: string, now: number): Promise<{ cert: string; key: string }> {
  const { subtle } = webcrypto;
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
  const keys = await subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const certificate = await X509CertificateGenerator.createSelfSigned(
    {
      name: [{ CN: [host] }],
      notBefore: new Date(now - DAY_MS),
      notAfter: new Date(now + MADE_DAYS * DAY_MS),
      signingAlgorithm: algorithm,
      keys,
      extensions: [
        new BasicConstraintsExtension(false, undefined, true),
        new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
        new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth]),
        new SubjectAlternativeNameExtension([{ type: isIP(host) === 0 ? 'dns' : 'ip', value: host }]),
      ],
    },
    webcrypto,
  );
  const key = PemConverter.encode(await subtle.exportKey('pkcs8', keys.privateKey), 'PRIVATE KEY');
  return { cert: `${certificate.toString('pem')}\n`, key: `${key}\n` };
}

function readPem(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    throw new Error(`${path} cannot be read: ${said(cause)}`);
  }
}

const day = (time: number): string => new Date(time).toISOString().slice(0, 10);
const said = (error: unknown): string => (error instanceof Error ? error.message : String(error));
