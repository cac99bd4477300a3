# The server as a release has it: a static program, the certificate authorities by which it knows GitHub, and nothing else.
# .github/workflows/image.yml lays out the folder that this is built from.
FROM scratch
ARG TARGETARCH
COPY ca-certificates.crt /etc/ssl/certs/ca-certificates.crt
COPY --chmod=0555 ${TARGETARCH}/closeout /usr/bin/closeout
# An empty folder for closeout.db, which belongs to nobody in particular.
COPY --chown=65532:65532 data /data
USER 65532:65532
WORKDIR /data
VOLUME /data
ENV CLOSEOUT_LISTEN=0.0.0.0:3000
EXPOSE 3000
ENTRYPOINT ["/usr/bin/closeout"]
CMD ["serve"]
