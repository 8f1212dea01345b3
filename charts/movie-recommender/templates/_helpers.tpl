{{- define "movie-recommender.name" -}}
{{- default .Chart.Name .Values.nameOverride | trunc 63 | trimSuffix "-" }}
{{- end }}

{{- define "movie-recommender.fullname" -}}
{{- if .Values.fullnameOverride }}
{{- .Values.fullnameOverride | trunc 52 | trimSuffix "-" }}
{{- else }}
{{- $name := default .Chart.Name .Values.nameOverride }}
{{- if contains $name .Release.Name }}
{{- .Release.Name | trunc 52 | trimSuffix "-" }}
{{- else }}
{{- printf "%s-%s" .Release.Name $name | trunc 52 | trimSuffix "-" }}
{{- end }}
{{- end }}
{{- end }}

{{/* What objects are selected by: never changes in the life of a release. */}}
{{- define "movie-recommender.selectorLabels" -}}
app.kubernetes.io/name: {{ include "movie-recommender.name" . }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{- define "movie-recommender.labels" -}}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" | trunc 63 | trimSuffix "-" }}
{{ include "movie-recommender.selectorLabels" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/part-of: movie-recommender
app.kubernetes.io/managed-by: {{ .Release.Service }}
{{- with .Values.commonLabels }}
{{ toYaml . }}
{{- end }}
{{- end }}

{{- define "movie-recommender.image" -}}
{{- if .Values.image.digest -}}
{{ .Values.image.repository }}@{{ .Values.image.digest }}
{{- else -}}
{{ .Values.image.repository }}:{{ .Values.image.tag | default .Chart.AppVersion }}
{{- end }}
{{- end }}

{{- define "movie-recommender.serviceAccountName" -}}
{{- if .Values.serviceAccount.create }}
{{- .Values.serviceAccount.name | default (include "movie-recommender.fullname" .) }}
{{- else }}
{{- .Values.serviceAccount.name | default "default" }}
{{- end }}
{{- end }}

{{/* What Pod Security "restricted" asks of a pod, and of a container. */}}
{{- define "movie-recommender.podSecurity" -}}
runAsNonRoot: true
runAsUser: 65532
runAsGroup: 65532
fsGroup: 65532
fsGroupChangePolicy: OnRootMismatch
seccompProfile:
  type: RuntimeDefault
{{- end }}

{{- define "movie-recommender.containerSecurity" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: {{ not .Values.development.enabled }}
capabilities:
  drop: [ALL]
{{- end }}

{{- define "movie-recommender.claim" -}}
{{- .Values.model.store.pvc.existingClaim | default (printf "%s-models" (include "movie-recommender.fullname" .)) }}
{{- end }}

{{- define "movie-recommender.liveTitlesClaim" -}}
{{- .Values.liveTitles.pvc.existingClaim | default (printf "%s-live-titles" (include "movie-recommender.fullname" .)) }}
{{- end }}

{{/* The store as the programs are told it. */}}
{{- define "movie-recommender.storeUrl" -}}
{{- $store := .Values.model.store -}}
{{- if eq $store.kind "pvc" -}}
/models
{{- else if eq $store.kind "s3" -}}
{{- $query := list (printf "region=%s" ($store.s3.region | urlquery)) (printf "pathStyle=%t" $store.s3.pathStyle) -}}
{{- with $store.s3.endpoint }}{{- $query = append $query (printf "endpoint=%s" (. | urlquery)) }}{{- end -}}
s3://{{ required "model.store.s3.bucket is needed for a store of kind s3" $store.s3.bucket }}/{{ $store.s3.prefix }}?{{ join "&" $query }}
{{- end -}}
{{- end }}

{{- define "movie-recommender.storeCredentials" -}}
{{- if and (eq .Values.model.store.kind "s3") .Values.model.store.s3.existingSecret }}
- secretRef:
    name: {{ .Values.model.store.s3.existingSecret }}
{{- end }}
{{- end }}

{{/* Name of the RecommenderModel: the operator makes longer names of it, of which none may be too long. */}}
{{- define "movie-recommender.recommenderModel" -}}
{{- .Values.recommenderModel.name | default (include "movie-recommender.fullname" . | replace "." "-" | trunc 40 | trimSuffix "-") }}
{{- end }}

{{/* The ConfigMap that says what is in service: a given one, or the one that the operator writes, or none. */}}
{{- define "movie-recommender.rolloutConfigMap" -}}
{{- if .Values.model.rollout.existingConfigMap -}}
{{ .Values.model.rollout.existingConfigMap }}
{{- else if .Values.recommenderModel.enabled -}}
{{ include "movie-recommender.recommenderModel" . }}-rollout
{{- end -}}
{{- end }}

{{/* The store as a RecommenderModel names it. */}}
{{- define "movie-recommender.recommenderModelStore" -}}
{{- $store := .Values.model.store -}}
{{- if eq $store.kind "pvc" -}}
persistentVolumeClaim:
  claimName: {{ include "movie-recommender.claim" . }}
{{- else -}}
s3:
  bucket: {{ required "model.store.s3.bucket is needed for a store of kind s3" $store.s3.bucket | quote }}
  {{- with $store.s3.prefix }}
  prefix: {{ . | quote }}
  {{- end }}
  {{- with $store.s3.endpoint }}
  endpoint: {{ . | quote }}
  {{- end }}
  region: {{ $store.s3.region | quote }}
  forcePathStyle: {{ $store.s3.pathStyle }}
  {{- with $store.s3.existingSecret }}
  secretName: {{ . }}
  {{- end }}
{{- end -}}
{{- end }}

{{/* How training pods come by image and identity, where the values do not say it: as the serving pods do. */}}
{{- define "movie-recommender.recommenderModelTraining" -}}
serviceAccountName: {{ include "movie-recommender.serviceAccountName" . }}
{{- with .Values.imagePullSecrets }}
imagePullSecrets:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end }}

{{/* Whether an object of prometheus-operator is made: "true" or nothing. */}}
{{- define "movie-recommender.monitoringKind" -}}
{{- $root := index . 0 -}}{{- $kind := index . 1 -}}
{{- $mode := $root.Values.monitoring.renderMode -}}
{{- if or (eq $mode "alwaysRender") ($root.Capabilities.APIVersions.Has (printf "monitoring.coreos.com/v1/%s" $kind)) -}}
true
{{- else if eq $mode "failIfMissing" -}}
{{- fail (printf "the cluster does not know %s of monitoring.coreos.com/v1: install kube-prometheus-stack first, or set monitoring.renderMode to skipIfMissing" $kind) -}}
{{- end -}}
{{- end }}

{{/* Port of the S3 endpoint. */}}
{{- define "movie-recommender.storePort" -}}
{{- $url := urlParse (.Values.model.store.s3.endpoint | default "https://s3.amazonaws.com") -}}
{{- $port := regexFind "[0-9]+$" (regexFind ":[0-9]+$" $url.host) -}}
{{- $port | default (ternary "80" "443" (eq $url.scheme "http")) -}}
{{- end }}

{{/* One training: fit into the store, then, if wanted, put what came out into service. */}}
{{- define "movie-recommender.trainingJob" -}}
{{- $store := include "movie-recommender.storeUrl" . -}}
{{- $where := list "--store" $store "--model" .Values.model.name -}}
{{- $location := required "training.catalogue.location is needed to train" .Values.training.catalogue.location -}}
{{- $fit := concat (list "trainer.js" "fit" $location) $where .Values.training.extraArgs -}}
{{- $promote := concat (list "trainer.js" "promote" "latest") $where -}}
activeDeadlineSeconds: {{ .Values.training.deadlineSeconds }}
backoffLimit: {{ .Values.training.retries }}
template:
  metadata:
    labels:
      {{- include "movie-recommender.selectorLabels" . | nindent 6 }}
      app.kubernetes.io/component: training
  spec:
    restartPolicy: Never
    serviceAccountName: {{ include "movie-recommender.serviceAccountName" . }}
    automountServiceAccountToken: false
    enableServiceLinks: false
    {{- with .Values.imagePullSecrets }}
    imagePullSecrets:
      {{- toYaml . | nindent 6 }}
    {{- end }}
    securityContext:
      {{- include "movie-recommender.podSecurity" . | nindent 6 }}
    {{- if .Values.training.promote }}
    initContainers:
      - name: fit
        {{- include "movie-recommender.trainingContainer" (list . $fit) | nindent 8 }}
    containers:
      - name: promote
        {{- include "movie-recommender.trainingContainer" (list . $promote) | nindent 8 }}
    {{- else }}
    containers:
      - name: fit
        {{- include "movie-recommender.trainingContainer" (list . $fit) | nindent 8 }}
    {{- end }}
    volumes:
      - name: tmp
        emptyDir: {}
      {{- if eq .Values.model.store.kind "pvc" }}
      - name: models
        persistentVolumeClaim:
          claimName: {{ include "movie-recommender.claim" . }}
      {{- end }}
      {{- if .Values.training.catalogue.existingConfigMap }}
      - name: catalogue
        configMap:
          name: {{ .Values.training.catalogue.existingConfigMap }}
      {{- else if .Values.training.catalogue.existingClaim }}
      - name: catalogue
        persistentVolumeClaim:
          claimName: {{ .Values.training.catalogue.existingClaim }}
          readOnly: true
      {{- end }}
{{- end }}

{{- define "movie-recommender.trainingContainer" -}}
{{- $root := index . 0 -}}
image: {{ include "movie-recommender.image" $root }}
imagePullPolicy: {{ $root.Values.image.pullPolicy }}
args: {{ index . 1 | toJson }}
securityContext:
  {{- include "movie-recommender.containerSecurity" $root | nindent 2 }}
{{- with include "movie-recommender.storeCredentials" $root }}
envFrom:
  {{- . | nindent 2 }}
{{- end }}
resources:
  {{- toYaml $root.Values.training.resources | nindent 2 }}
volumeMounts:
  - name: tmp
    mountPath: /tmp
  {{- if eq $root.Values.model.store.kind "pvc" }}
  - name: models
    mountPath: /models
  {{- end }}
  {{- if or $root.Values.training.catalogue.existingConfigMap $root.Values.training.catalogue.existingClaim }}
  - name: catalogue
    mountPath: /catalogue
    readOnly: true
  {{- end }}
{{- end }}
